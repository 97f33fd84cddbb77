extension JSONTokenizer {
  /// Reads an escape whose backslash has been consumed.
  ///
  /// A surrogate without its other half is within the grammar (RFC 8259, section 8.2) but is no
  /// character: it is decoded as U+FFFD.
  mutating func readEscape(_ capturing: Bool) throws(JSONError) {
    var high: UInt32?
    while true {
      guard try window.peek() == UInt8(ascii: "u") else {
        if high != nil { capture(.replacement, capturing) }
        return try readShortEscape(capturing)
      }
      window.advance()
      let unit = try readUnit()
      if let first = high, unit >> 10 == 0x37 {
        let scalar = 0x10000 + ((first & 0x3ff) << 10 | (unit & 0x3ff))
        return capture(Unicode.Scalar(scalar) ?? .replacement, capturing)
      }
      if high != nil { capture(.replacement, capturing) }
      guard unit >> 10 == 0x36 else {
        return capture(Unicode.Scalar(unit) ?? .replacement, capturing)
      }
      guard try window.peek() == .backslash else { return capture(.replacement, capturing) }
      window.advance()
      high = unit
    }
  }

  private mutating func readShortEscape(_ capturing: Bool) throws(JSONError) {
    let byte = try window.peek()
    let meant: UInt8
    switch byte {
    case UInt8(ascii: "b"): meant = 0x08
    case UInt8(ascii: "f"): meant = 0x0c
    case UInt8(ascii: "n"): meant = 0x0a
    case UInt8(ascii: "r"): meant = 0x0d
    case UInt8(ascii: "t"): meant = 0x09
    case .some(let same) where same == .quote || same == .backslash || same == .slash: meant = same
    default: throw unexpected(byte, instead: "an escape character")
    }
    window.advance()
    if capturing { text.append(meant) }
  }

  /// Reads the four digits of a UTF-16 code unit.
  private mutating func readUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      let byte = try window.peek()
      guard let byte, let value = Hexadecimal.value(of: byte) else {
        throw unexpected(byte, instead: "a hexadecimal digit")
      }
      unit = unit << 4 | UInt32(value)
      window.advance()
    }
    return unit
  }

  private mutating func capture(_ scalar: Unicode.Scalar, _ capturing: Bool) {
    if capturing { text.append(contentsOf: scalar.utf8) }
  }
}

extension Unicode.Scalar {
  fileprivate static var replacement: Unicode.Scalar { "\u{fffd}" }
}
