/// Takes the percent and plus coding off the bytes of a form, one by one.
///
/// The rules are those of application/x-www-form-urlencoded in the WHATWG URL standard, except
/// that a percent sign without two digits is a fault: what was meant cannot be known.
struct FormEscape: Sendable {
  private var digitsMissing = 0
  private var high: UInt8 = 0

  /// Whether an escape has begun and not ended.
  var isOpen: Bool { digitsMissing > 0 }

  /// Takes a byte and returns the decoded one, or nil inside an escape.
  mutating func decode(_ byte: UInt8) throws(HTTPFault) -> UInt8? {
    guard isOpen else {
      if byte == UInt8(ascii: "+") { return .space }
      guard byte == UInt8(ascii: "%") else { return byte }
      digitsMissing = 2
      return nil
    }
    guard let nibble = byte.hexNibble else { throw .badFormEscape }
    digitsMissing -= 1
    if digitsMissing == 1 {
      high = nibble << 4
      return nil
    }
    return high | nibble
  }
}
