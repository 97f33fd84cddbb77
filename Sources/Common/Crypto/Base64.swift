/// Bytes as text in base 64 with the usual alphabet and padding (RFC 4648, section 4).
package enum Base64 {
  private static let pad = UInt8(ascii: "=")

  /// Returns the text of an array of bytes, padded to groups of four.
  package static func encode(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBytes { encode($0) }
  }

  /// Returns the text of a buffer's bytes, padded to groups of four.
  package static func encode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var index = 0
    while index < bytes.count {
      let known = min(3, bytes.count - index)
      var group = UInt32(bytes[index]) << 16
      if known > 1 { group |= UInt32(bytes[index + 1]) << 8 }
      if known > 2 { group |= UInt32(bytes[index + 2]) }
      text.append(digit(group >> 18))
      text.append(digit(group >> 12))
      text.append(known > 1 ? digit(group >> 6) : pad)
      text.append(known > 2 ? digit(group) : pad)
      index += 3
    }
    return text
  }

  /// Returns the bytes that text stands for, or nil when it is not canonical.
  ///
  /// Missing padding, white space and trailing bits that are not zero are refused (RFC 4648,
  /// sections 3.2, 3.3 and 3.5), so that one value has one text only.
  package static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let padding = text.suffix(2).reversed().prefix { $0 == pad }.count
    let digitCount = text.count - padding
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digitCount * 3 / 4)
    var bits: UInt32 = 0
    var bitCount = 0
    for index in 0..<digitCount {
      guard let value = value(of: text[index]) else { return nil }
      bits = bits << 6 | value
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
        bits &= (1 << UInt32(bitCount)) - 1
      }
    }
    return bits == 0 ? bytes : nil
  }

  /// Returns the digit for the lowest six bits of a number.
  private static func digit(_ number: UInt32) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: number & 0x3f)
    return switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
