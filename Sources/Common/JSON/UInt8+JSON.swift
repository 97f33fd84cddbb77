/// The bytes the JSON grammar is made of (RFC 8259, section 2), by name.
extension UInt8 {
  static var quote: UInt8 { UInt8(ascii: "\"") }
  static var backslash: UInt8 { UInt8(ascii: "\\") }
  static var slash: UInt8 { UInt8(ascii: "/") }
  static var asterisk: UInt8 { UInt8(ascii: "*") }
  static var comma: UInt8 { UInt8(ascii: ",") }
  static var colon: UInt8 { UInt8(ascii: ":") }
  static var openBrace: UInt8 { UInt8(ascii: "{") }
  static var closeBrace: UInt8 { UInt8(ascii: "}") }
  static var openBracket: UInt8 { UInt8(ascii: "[") }
  static var closeBracket: UInt8 { UInt8(ascii: "]") }
  static var lineFeed: UInt8 { UInt8(ascii: "\n") }

  /// Whether this is a decimal digit.
  var isDigit: Bool {
    self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
  }

  /// The byte as a complaint shows it: quoted if it can be seen, else its number.
  var shown: String {
    let isVisible = self > 0x20 && self < 0x7f
    let digits = String(self, radix: 16, uppercase: true)
    return isVisible ? "'\(Unicode.Scalar(self))'" : "byte 0x\(self < 16 ? "0" : "")\(digits)"
  }
}
