internal import Common

extension Body {
  /// Reads the body to its end and finds where the values behind these paths stand.
  ///
  /// It must be one JSON object, or array if those are taken, in which none of the paths is
  /// repeated.
  func pick(
    _ paths: [[String]], takesArrays: Bool = false
  ) throws(PayloadFault) -> JSONPicking {
    let picks = paths.map { JSONPick($0, .span) }
    var reader = JSONReader(BodyInput(self), bufferSize: min(count + 1, Self.piece))
    let picked: JSONPicking
    do throws(JSONError) {
      picked = try JSONPicker(picks).pick(from: &reader)
    } catch {
      if let failure = reader.input.failure { throw .unavailable(failure) }
      throw .notJSON("the payload is not JSON: \(error)")
    }
    guard picked.top == .object || (takesArrays && picked.top == .array) else {
      throw .notJSON("the payload is not a JSON object")
    }
    return picked
  }
}

/// Why a payload could not be read.
enum PayloadFault: Error {
  case notJSON(String)
  case unavailable(SystemError)
}
