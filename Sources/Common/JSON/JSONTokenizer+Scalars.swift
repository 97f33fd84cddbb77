extension JSONTokenizer {
  /// Reads `true`, `false` or `null`.
  mutating func readLiteral(
    _ literal: StaticString, _ token: JSONToken
  ) throws(JSONError) -> JSONToken {
    for index in 0..<literal.utf8CodeUnitCount {
      let byte = try window.peek()
      guard byte == literal.utf8Start[index] else {
        throw unexpected(byte, instead: "\(literal)")
      }
      window.advance()
    }
    return token
  }

  /// Reads a number and keeps it as text: no number is out of range (RFC 8259, section 6).
  mutating func readNumber(_ capturing: Bool) throws(JSONError) {
    _ = try take("-", capturing)
    if try !take("0", capturing) { try readDigits(capturing) }
    if try take(".", capturing) { try readDigits(capturing) }
    var hasExponent = try take("e", capturing)
    if !hasExponent { hasExponent = try take("E", capturing) }
    guard hasExponent else { return }
    if try !take("+", capturing) { _ = try take("-", capturing) }
    try readDigits(capturing)
  }

  /// Reads one digit or more.
  private mutating func readDigits(_ capturing: Bool) throws(JSONError) {
    var byte = try window.peek()
    guard byte?.isDigit == true else { throw unexpected(byte, instead: "a digit") }
    while let digit = byte, digit.isDigit {
      if capturing { text.append(digit) }
      window.advance()
      byte = try window.peek()
    }
  }

  /// Consumes a character if it is the next.
  ///
  /// - Returns: whether it was.
  private mutating func take(
    _ wanted: Unicode.Scalar, _ capturing: Bool
  ) throws(JSONError) -> Bool {
    let byte = UInt8(ascii: wanted)
    guard try window.peek() == byte else { return false }
    if capturing { text.append(byte) }
    window.advance()
    return true
  }
}
