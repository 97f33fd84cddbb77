internal import Common

/// The few members of a payload that the receiver reads; the whole of it is checked on the way.
struct PayloadMembers {
  enum Member: Int {
    case action
    case repository
    case zen
  }

  private let texts: [String?]
  private let extras: [String]
  private let present: [Bool]

  /// Reads the payload to its end; it must be one JSON object in which none of these is repeated.
  ///
  /// Of the members in `extra` is only asked whether they are there.
  init(of payload: Body, extra: [String]) throws(PayloadFault) {
    var picks = [
      JSONPick(["action"], .value), JSONPick(["repository", "full_name"], .value),
      JSONPick(["zen"], .value),
    ]
    let count = picks.count
    picks += extra.map { JSONPick([$0], .span) }
    var reader = JSONReader(BodyInput(payload), bufferSize: min(payload.count + 1, Body.piece))
    let picked: JSONPicking
    do throws(JSONError) {
      picked = try JSONPicker(picks).pick(from: &reader)
    } catch {
      if let failure = reader.input.failure { throw .unavailable(failure) }
      throw .notJSON("the payload is not JSON: \(error)")
    }
    guard picked.top == .object else { throw .notJSON("the payload is not a JSON object") }
    texts = picked.results.prefix(count).map(\.value?.asString)
    present = picked.results.dropFirst(count).map { $0 != .missing }
    extras = extra
  }

  func text(_ member: Member) -> String? { texts[member.rawValue] }

  func hasExtra(_ name: String) -> Bool {
    zip(extras, present).contains { $0 == name && $1 }
  }
}

/// Why a payload could not be read.
enum PayloadFault: Error {
  case notJSON(String)
  case unavailable(SystemError)
}
