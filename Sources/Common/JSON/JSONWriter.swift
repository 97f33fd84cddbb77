/// Builds compact JSON.
///
/// Commas and colons are its own concern; that names and values alternate is the caller's.
package struct JSONWriter: Sendable {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []

  /// Whether a comma stands between what was written and what comes next.
  private var needsComma = false

  package init() {}

  /// Begins an object.
  package mutating func beginObject() {
    begin(.openBrace)
  }

  /// Ends the innermost object.
  package mutating func endObject() {
    end(.closeBrace)
  }

  /// Begins an array.
  package mutating func beginArray() {
    begin(.openBracket)
  }

  /// Ends the innermost array.
  package mutating func endArray() {
    end(.closeBracket)
  }

  /// Writes the name of a member; its value is to follow.
  package mutating func name(_ name: String) {
    separate()
    JSONText.append(name, to: &bytes)
    bytes.append(.colon)
    needsComma = false
  }

  /// Writes a string.
  package mutating func string(_ text: String) {
    separate()
    JSONText.append(text, to: &bytes)
  }

  /// Writes a string whose UTF-8 bytes come from outside; what is not valid becomes U+FFFD.
  package mutating func string(_ text: [UInt8]) {
    separate()
    text.withUnsafeBytes { JSONText.append($0, to: &bytes) }
  }

  /// Writes a number.
  package mutating func integer(_ number: Int) {
    scalar(String(number))
  }

  /// Writes `true` or `false`.
  package mutating func bool(_ truth: Bool) {
    scalar(truth ? "true" : "false")
  }

  /// Writes `null`.
  package mutating func null() {
    scalar("null")
  }

  /// Writes one value that is JSON already, byte for byte.
  package mutating func raw(_ json: [UInt8]) {
    separate()
    bytes.append(contentsOf: json)
  }

  /// Writes the text of a number or a literal, which needs no escapes.
  mutating func scalar(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  /// Writes the comma before what comes next, if there is to be one.
  private mutating func separate() {
    if needsComma { bytes.append(.comma) }
    needsComma = true
  }
}
