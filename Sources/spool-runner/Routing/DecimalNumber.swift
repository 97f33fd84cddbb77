/// A JSON number, compared by its value and never rounded: `1`, `1.0` and `10e-1` are equal.
struct DecimalNumber: Sendable {
  /// The text as it was written.
  let text: String
  private let isNegative: Bool

  /// The digits without zeros at either end; none for zero.
  private let digits: ArraySlice<UInt8>

  /// How many digits stand before the point, if these digits are all there are; 0 for zero.
  private let places: Int

  /// Takes the text of a number (RFC 8259, section 6); of other text only its digits count.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    let mark = bytes.firstIndex { $0 | 0x20 == UInt8(ascii: "e") } ?? bytes.count
    let point = bytes[..<mark].firstIndex(of: UInt8(ascii: ".")) ?? mark
    let whole = bytes[..<point].filter(Self.isDigit)
    let all = whole + bytes[point..<mark].filter(Self.isDigit)
    let leading = all.prefix { $0 == Self.zero }.count
    let trailing = all.reversed().prefix { $0 == Self.zero }.count
    self.text = text
    digits = leading == all.count ? [] : all[leading..<(all.count - trailing)]
    places = digits.isEmpty ? 0 : whole.count - leading + Self.power(bytes[mark...])
    isNegative = !digits.isEmpty && bytes.first == UInt8(ascii: "-")
  }

  private static let zero = UInt8(ascii: "0")

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= zero && byte <= UInt8(ascii: "9")
  }

  /// The power of ten behind an `e`; what no memory could hold the digits of is cut.
  private static func power(_ text: ArraySlice<UInt8>) -> Int {
    let limit = 1 << 58
    var power = 0
    for byte in text where isDigit(byte) {
      power = min(limit, power * 10 + Int(byte - zero))
    }
    return text.dropFirst().first == UInt8(ascii: "-") ? -power : power
  }
}

extension DecimalNumber: Comparable {
  static func == (left: DecimalNumber, right: DecimalNumber) -> Bool {
    left.isNegative == right.isNegative && left.places == right.places
      && left.digits == right.digits
  }

  static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isNearer(than: left) : left.isNearer(than: right)
  }

  /// Whether this is nearer to zero.
  private func isNearer(than other: DecimalNumber) -> Bool {
    if digits.isEmpty || other.digits.isEmpty { return digits.isEmpty && !other.digits.isEmpty }
    if places != other.places { return places < other.places }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}
