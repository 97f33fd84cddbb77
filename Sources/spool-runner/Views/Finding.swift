internal import Common

/// One thing that `check` says.
struct Finding: Equatable {
  enum Weight: String {
    /// Something is wrong.
    case fault
    /// Something was not looked at, and why; no reason for a failing exit status.
    case note
  }

  let weight: Weight
  /// What it is about: a path, or `source github`.
  let place: String
  let message: String

  static func fault(_ place: String, _ message: String) -> Finding {
    Finding(weight: .fault, place: place, message: message)
  }

  static func note(_ place: String, _ message: String) -> Finding {
    Finding(weight: .note, place: place, message: message)
  }

  /// Its line for a person.
  var text: String {
    let mark = weight == .note ? "note: " : ""
    return TerminalText.escaped("\(mark)\(place): \(message)")
  }

  /// Its line for a script.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("weight", weight.rawValue)
    writer.member("place", place)
    writer.member("message", message)
    writer.endObject()
  }
}
