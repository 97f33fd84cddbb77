/// The bytes that separate the parts of an image reference.
extension UInt8 {
  static var slash: UInt8 { UInt8(ascii: "/") }
  static var colon: UInt8 { UInt8(ascii: ":") }
  static var at: UInt8 { UInt8(ascii: "@") }
  static var dot: UInt8 { UInt8(ascii: ".") }
  static var dash: UInt8 { UInt8(ascii: "-") }
  static var plus: UInt8 { UInt8(ascii: "+") }
  static var underscore: UInt8 { UInt8(ascii: "_") }
  static var openBracket: UInt8 { UInt8(ascii: "[") }
  static var closeBracket: UInt8 { UInt8(ascii: "]") }
}
