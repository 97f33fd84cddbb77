/// The name of one event: sorts by time, unique across processes, safe in a path and a URL.
///
/// `20261120T101502123456Z-9f3a6c01d2e4b58a`: UTC to the microsecond and 64 random bits. After a
/// clock step ids are still unique, and sort by the clock that was shown.
package struct EventID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let description: String

  package static let length = 39

  package init(at moment: Moment, random: UInt64) {
    let date = CivilDate(moment)
    let fraction = Decimal.padded(moment.microseconds.floorRemainder(by: 1_000_000), width: 6)
    let digits = withUnsafeBytes(of: random.bigEndian) { Hexadecimal.encode(Array($0)) }
    description = "\(date.digits)\(fraction)Z-\(digits)"
  }

  /// Nil unless the text is exactly an id.
  package init?(_ text: Substring) {
    guard Self.isID(text.utf8) else { return nil }
    description = String(text)
  }

  package init?(_ text: String) {
    self.init(Substring(text))
  }

  /// `events/2026-11-20/10/` takes day and hour from the id, never from a clock.
  package var day: String {
    let text = description.utf8
    return "\(part(text, 0, 4))-\(part(text, 4, 6))-\(part(text, 6, 8))"
  }

  package var hour: String { part(description.utf8, 9, 11) }

  /// The 16 random digits at the end; the run of tasks that an order asked for.
  package var randomPart: String { String(description.utf8.suffix(16)) ?? "" }

  package static func < (left: EventID, right: EventID) -> Bool {
    left.description < right.description
  }

  private func part(_ text: String.UTF8View, _ from: Int, _ end: Int) -> String {
    String(decoding: text.dropFirst(from).prefix(end - from), as: UTF8.self)
  }

  private static func isID(_ text: Substring.UTF8View) -> Bool {
    guard text.count == length else { return false }
    var index = 0
    for byte in text {
      guard isAllowed(byte, at: index) else { return false }
      index += 1
    }
    return true
  }

  private static func isAllowed(_ byte: UInt8, at index: Int) -> Bool {
    let isDigit = byte >= 0x30 && byte <= 0x39
    return switch index {
    case 8: byte == UInt8(ascii: "T")
    case 21: byte == UInt8(ascii: "Z")
    case 22: byte == UInt8(ascii: "-")
    case ..<21: isDigit
    default: isDigit || (byte >= 0x61 && byte <= 0x66)
    }
  }
}
