/// A name that people choose, of a source or a route: safe in a path, free of the separators.
package struct SpoolWord: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  /// Accepts 1 to 48 of `a-z 0-9 - _`.
  package init?(_ text: Substring) {
    guard text.utf8.count >= 1, text.utf8.count <= 48 else { return nil }
    for byte in text.utf8 {
      guard Self.isAllowed(byte) else { return nil }
    }
    description = String(text)
  }

  package init?(_ text: String) {
    self.init(Substring(text))
  }

  package static func < (left: SpoolWord, right: SpoolWord) -> Bool {
    left.description < right.description
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
