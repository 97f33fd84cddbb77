extension Span where Element == UInt8 {
  /// Whether the bytes are a host and perhaps a port (RFC 3986 section 3.2.2 and 3.2.3).
  ///
  /// User information is refused, as RFC 9110 section 4.2.4 advises. An empty host is in the
  /// grammar and passes.
  var isAuthority: Bool {
    guard let hostEnd = isLiteralHost ? literalEnd : nameEnd else { return false }
    guard hostEnd < count else { return true }
    guard self[hostEnd] == UInt8(ascii: ":") else { return false }
    for index in (hostEnd + 1)..<count {
      guard self[index].isASCIIDigit else { return false }
    }
    return true
  }

  private var isLiteralHost: Bool { count > 0 && self[0] == UInt8(ascii: "[") }

  /// Where a registered name or IPv4 address ends, or nil if it is malformed.
  private var nameEnd: Int? {
    var index = 0
    while index < count, self[index] != UInt8(ascii: ":") {
      if self[index] == UInt8(ascii: "%") {
        guard index + 2 < count, self[index + 1].hexNibble != nil,
          self[index + 2].hexNibble != nil
        else { return nil }
        index += 3
      } else if self[index].isHostByte {
        index += 1
      } else {
        return nil
      }
    }
    return index
  }

  /// Where an address in brackets ends, or nil if it is malformed.
  ///
  /// Nothing depends on the address, so an IPv6 address is only looked at for its bytes and
  /// for two colons; a later address format (`v` first) is refused, as none exists.
  private var literalEnd: Int? {
    var colons = 0
    for index in 1..<count {
      let byte = self[index]
      if byte == UInt8(ascii: "]") { return colons >= 2 ? index + 1 : nil }
      if byte == UInt8(ascii: ":") { colons += 1 }
      guard byte.hexNibble != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".") else {
        return nil
      }
    }
    return nil
  }
}
