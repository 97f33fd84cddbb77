/// The statuses a source answers with instead of the usual ones.
package struct SourceAnswers: Equatable, Sendable {
  package var accepted: Int?
  package var unauthorized: Int?
  package var malformed: Int?
  package var duplicate: Int?

  package static let keys = ["accepted", "unauthorized", "malformed", "duplicate"]

  /// What may be an answer: a 1xx status is never the last word (RFC 9110, section 15.2).
  static let allowed = 200...599

  package init() {}

  /// Reads the object of the key `answers`.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    accepted = try reader.integer("accepted", Self.allowed)
    unauthorized = try reader.integer("unauthorized", Self.allowed)
    malformed = try reader.integer("malformed", Self.allowed)
    duplicate = try reader.integer("duplicate", Self.allowed)
  }
}
