/// A pattern for names: `*` is any run of characters, `?` is one, everything else is itself.
package struct Glob: Equatable, Sendable, CustomStringConvertible {
  private let pattern: [UInt8]

  /// Every text is a pattern.
  package init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
  }

  package var description: String { String(decoding: pattern, as: UTF8.self) }

  /// Whether a text has a wildcard, so that it can match anything but itself.
  package static func hasWildcard(_ text: String) -> Bool {
    text.utf8.contains { $0 == .asterisk || $0 == .questionMark }
  }

  /// Whether all of a text is matched.
  ///
  /// Only the last run is ever made longer: if what stands between two runs fits, its first place
  /// is as good as any. So there is no nesting of tries, whatever the pattern, and the time is at
  /// most the product of the two lengths.
  package func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }

  private func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var (at, place) = (0, 0)
    var run: (pattern: Int, text: Int)?
    while place < text.count {
      if at < pattern.count, pattern[at] == .asterisk {
        run = (at, place)
        at += 1
      } else if at < pattern.count, let taken = step(pattern[at], text, place) {
        at += 1
        place += taken
      } else if let last = run {
        run = (last.pattern, last.text + 1)
        at = last.pattern + 1
        place = last.text + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == .asterisk }
  }

  /// How many bytes of the text one byte of the pattern takes; nil when it does not fit.
  private func step(
    _ wanted: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ place: Int
  ) -> Int? {
    guard wanted == .questionMark else { return wanted == text[place] ? 1 : nil }
    // A run may end inside a character, but `?` is a whole one.
    if Self.isContinuation(text[place]) { return nil }
    let rest = text[(place + 1)...].prefix { Self.isContinuation($0) }
    return 1 + rest.count
  }

  private static func isContinuation(_ byte: UInt8) -> Bool {
    byte & 0xc0 == 0x80
  }
}

extension UInt8 {
  fileprivate static var questionMark: UInt8 { UInt8(ascii: "?") }
}
