/// The path of a source: which request paths are its own.
package struct PathPattern: Equatable, Sendable, CustomStringConvertible {
  /// What a complaint says was expected.
  package static let expected =
    "a path such as \"/hooks/github\" (letters, digits and /-._~; {secret} may be one part)"

  /// What stands in the pattern where the secret stands in the path.
  package static let secretMark = "{secret}"

  package let description: String

  /// Whether one part of the path is the secret.
  package let holdsSecret: Bool

  /// Takes a path of unreserved characters and slashes (RFC 3986, section 2.3).
  ///
  /// Others could reach us in two spellings, escaped and bare. One part may be `{secret}`.
  package init?(_ text: String) {
    guard text.utf8.first == .slash else { return nil }
    description = text
    holdsSecret = text.utf8.contains(UInt8(ascii: "{"))
    let isGood = holdsSecret ? Self.hasOneSecret(text) : text.utf8.allSatisfy(Self.isAllowed)
    if !isGood { return nil }
  }

  private static func hasOneSecret(_ text: String) -> Bool {
    let words = text.split(separator: "/")
    let plain = words.filter { $0 != secretMark }
    return words.count - plain.count == 1
      && plain.allSatisfy { $0.utf8.allSatisfy(isAllowed) }
  }

  /// Whether a request's path is this one, byte for byte, whatever stands for the secret.
  package func matches(_ path: String.UTF8View) -> Bool {
    holdsSecret ? secret(in: path) != nil : description.utf8.elementsEqual(path)
  }

  /// What stands in a path where the secret belongs; nil when the path is not of this pattern.
  package func secret(in path: String.UTF8View) -> [UInt8]? {
    let parts = description.utf8.split(separator: .slash, omittingEmptySubsequences: false)
    let given = path.split(separator: .slash, omittingEmptySubsequences: false)
    guard holdsSecret, parts.count == given.count else { return nil }
    var secret: [UInt8]?
    for (part, given) in zip(parts, given) {
      if part.elementsEqual(Self.secretMark.utf8) {
        secret = Array(given)
      } else if !part.elementsEqual(given) {
        return nil
      }
    }
    return secret.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether a secret can stand in one part of a path as it is.
  static func canHold(_ secret: [UInt8]) -> Bool {
    secret.allSatisfy { $0 != .slash && isAllowed($0) }
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: byte == .slash || byte.isDigit
    }
  }
}
