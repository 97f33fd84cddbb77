/// Strings as JSON that may also be shown on a terminal.
///
/// Besides what RFC 8259 asks for, whatever moves the cursor or turns the direction of writing
/// is escaped: a log line must not be able to lie about itself.
enum JSONText {
  /// Appends a string in quotes.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0), to: &bytes) }
  }

  /// Appends UTF-8 text in quotes; what is not valid becomes U+FFFD.
  static func append(_ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    bytes.append(.quote)
    var rest = text
    while true {
      let plain = rest.firstIndex { !isPlain($0) } ?? rest.count
      bytes.append(contentsOf: rest[..<plain])
      rest = UnsafeRawBufferPointer(rebasing: rest[plain...])
      guard let byte = rest.first else { break }
      let taken = byte < 0x80 ? append(ascii: byte, to: &bytes) : appendSequence(rest, to: &bytes)
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
    }
    bytes.append(.quote)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7f && byte != .quote && byte != .backslash
  }

  private static func append(ascii byte: UInt8, to bytes: inout [UInt8]) -> Int {
    switch byte {
    case .quote, .backslash: bytes += [.backslash, byte]
    case 0x08: bytes += [.backslash, UInt8(ascii: "b")]
    case 0x09: bytes += [.backslash, UInt8(ascii: "t")]
    case 0x0a: bytes += [.backslash, UInt8(ascii: "n")]
    case 0x0c: bytes += [.backslash, UInt8(ascii: "f")]
    case 0x0d: bytes += [.backslash, UInt8(ascii: "r")]
    default: appendEscape(UInt32(byte), to: &bytes)
    }
    return 1
  }

  /// Appends the character of several bytes that the text begins with, or U+FFFD for as much of
  /// it as is there.
  ///
  /// - Returns: how many bytes it takes, at least 1.
  private static func appendSequence(
    _ text: UnsafeRawBufferPointer, to bytes: inout [UInt8]
  ) -> Int {
    var count = 1
    guard let lead = UTF8Lead(text[0]) else {
      bytes += UTF8.encodedReplacementCharacter
      return count
    }
    var allowed = lead.second
    var scalar = UInt32(text[0]) & (0x3f >> UInt32(lead.followers))
    while count <= lead.followers, count < text.count, allowed.contains(text[count]) {
      scalar = scalar << 6 | UInt32(text[count] & 0x3f)
      allowed = 0x80...0xbf
      count += 1
    }
    if count <= lead.followers {
      bytes += UTF8.encodedReplacementCharacter
    } else if misleads(scalar) {
      appendEscape(scalar, to: &bytes)
    } else {
      bytes.append(contentsOf: text[..<count])
    }
    return count
  }

  /// Whether a terminal obeys a character instead of showing it: the C1 controls, the line and
  /// paragraph separators, and the controls of the bidirectional algorithm (UAX #9, section 2).
  private static func misleads(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x9f, 0x061c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
    default: false
    }
  }

  /// Appends a character of the basic plane by its number.
  private static func appendEscape(_ scalar: UInt32, to bytes: inout [UInt8]) {
    bytes += [.backslash, UInt8(ascii: "u")]
    for shift in [UInt32(12), 8, 4, 0] {
      bytes.append(Hexadecimal.digit(UInt8(scalar >> shift & 0xf)))
    }
  }
}
