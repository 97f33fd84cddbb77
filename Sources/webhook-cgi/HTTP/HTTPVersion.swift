/// The two versions of HTTP that a request may speak.
enum HTTPVersion: Equatable, Sendable {
  case http10
  case http11

  /// Reads the third part of a request line.
  ///
  /// Any other well-formed version is `unsupportedVersion`: with HTTP/2 the framing differs, and
  /// nobody sends another minor version of 1.
  init(parsing bytes: Span<UInt8>) throws(HTTPFault) {
    let prefix: [UInt8] = [0x48, 0x54, 0x54, 0x50, 0x2f]
    guard bytes.count == 8, bytes[5].isASCIIDigit, bytes[6] == UInt8(ascii: "."),
      bytes[7].isASCIIDigit
    else { throw .badVersion }
    for index in prefix.indices {
      guard bytes[index] == prefix[index] else { throw .badVersion }
    }
    switch (bytes[5], bytes[7]) {
    case (0x31, 0x30): self = .http10
    case (0x31, 0x31): self = .http11
    default: throw .unsupportedVersion
    }
  }
}
