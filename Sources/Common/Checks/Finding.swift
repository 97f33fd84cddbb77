/// One thing that a check says.
package struct Finding: Equatable, Sendable {
  package enum Weight: String, Sendable {
    /// Something is wrong.
    case fault
    /// Something was not looked at, and why; no reason for a failing exit status.
    case note
  }

  package let weight: Weight
  /// The file or folder it is about.
  package let place: String
  /// The key path in that file; nil when it is about the whole.
  package let key: String?
  /// What was found, what was expected, and what to do.
  package let message: String

  package static func fault(_ place: String, key: String? = nil, _ message: String) -> Finding {
    Finding(weight: .fault, place: place, key: key, message: message)
  }

  package static func note(_ place: String, key: String? = nil, _ message: String) -> Finding {
    Finding(weight: .note, place: place, key: key, message: message)
  }

  /// Its line for a person.
  package var text: String {
    let mark = weight == .note ? "note: " : ""
    return TerminalText.escaped("\(mark)\(place): \(key.map { "\($0): " } ?? "")\(message)")
  }

  /// Its line for a script.
  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("weight", weight.rawValue)
    writer.member("place", place)
    writer.member("key", key)
    writer.member("message", message)
    writer.endObject()
  }
}

extension Finding {
  /// What the reader of a configuration file complains of.
  package init(_ fault: ConfigFault) {
    self = .fault(fault.file, key: fault.key.isEmpty ? nil : fault.key, "\(fault.problem)")
  }
}
