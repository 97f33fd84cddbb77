/// The path of a source: which request paths are its own.
package struct PathPattern: Equatable, Sendable, CustomStringConvertible {
  /// What a complaint says was expected.
  package static let expected = "a path such as \"/hooks/github\" (letters, digits and /-._~)"

  package let description: String

  /// Takes a path of unreserved characters and slashes (RFC 3986, section 2.3).
  ///
  /// Others could reach us in two spellings, escaped and bare, and `{` is kept for patterns.
  package init?(_ text: String) {
    guard text.utf8.first == .slash, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
    description = text
  }

  /// Whether a request's path is this one, byte for byte.
  package func matches(_ path: String.UTF8View) -> Bool {
    description.utf8.elementsEqual(path)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: byte == .slash || byte.isDigit
    }
  }
}
