/// The byte classes that RFC 9110 section 5.6 and RFC 3986 section 2 name.
extension UInt8 {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0a
  static let carriageReturn: UInt8 = 0x0d
  static let space: UInt8 = 0x20

  /// Whether the byte is optional whitespace (RFC 9110 section 5.6.3).
  var isOptionalSpace: Bool { self == .space || self == .tab }

  var isASCIIDigit: Bool { self &- 0x30 < 10 }

  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// The byte with A to Z folded to a to z and every other byte as it is.
  var foldedCase: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit of either case, or nil.
  var hexNibble: UInt8? {
    if isASCIIDigit { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter + 10 : nil
  }

  /// Whether the byte may stand in a token (RFC 9110 section 5.6.2).
  var isTokenByte: Bool {
    if isASCIILetter || isASCIIDigit { return true }
    return switch self {
    case 0x21, 0x23...0x27, 0x2a, 0x2b, 0x2d, 0x2e, 0x5e...0x60, 0x7c, 0x7e: true
    default: false
    }
  }

  /// Whether the byte may stand inside a field's value (RFC 9110 section 5.5).
  ///
  /// Bytes above ASCII pass: they are opaque there.
  var isFieldText: Bool { (self >= 0x20 && self != 0x7f) || self == .tab }

  /// Whether the byte may stand in a host name as itself (RFC 3986 section 3.2.2).
  var isHostByte: Bool {
    if isASCIILetter || isASCIIDigit { return true }
    return switch self {
    case 0x21, 0x24, 0x26...0x2e, 0x3b, 0x3d, 0x5f, 0x7e: true
    default: false
    }
  }
}
