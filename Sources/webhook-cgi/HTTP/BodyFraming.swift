/// How the end of a request's body is found (RFC 9112 section 6).
enum BodyFraming: Equatable, Sendable {
  case none
  /// That many bytes follow the head.
  case length(Int)
  case chunked

  /// Decides from the head of a request that came over a connection.
  ///
  /// Whatever two readers might see differently is a fault, even where section 6.3 would let
  /// a server choose.
  init(_ head: HTTPHead) throws(HTTPFault) {
    let codings = head.headers.values("transfer-encoding")
    guard !codings.isEmpty else {
      self = try .init(length: head.headers)
      return
    }
    guard head.headers.first("content-length") == nil else { throw .lengthAndTransferEncoding }
    guard head.version == .http11 else { throw .transferEncodingBeforeHTTP11 }
    try Self.checkChunked(codings)
    self = .chunked
  }

  /// Decides from Content-Length alone.
  ///
  /// This is what a CGI program does: no or an empty `CONTENT_LENGTH` is no body (RFC 3875
  /// section 4.1.2).
  init(length headers: HeaderList) throws(HTTPFault) {
    let values = headers.values("content-length")
    guard values.count < 2 else { throw .repeatedContentLength }
    guard let value = values.first else {
      self = .none
      return
    }
    self = .length(try Self.length(value))
  }

  /// Reads the value of a Content-Length: digits and nothing else (RFC 9110 section 8.6).
  static func length(_ digits: [UInt8]) throws(HTTPFault) -> Int {
    guard !digits.isEmpty else { throw .badContentLength }
    var length = 0
    var isTooLarge = false
    for byte in digits {
      guard byte.isASCIIDigit else { throw .badContentLength }
      let (tens, overflow) = length.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(byte - 0x30))
      length = sum
      isTooLarge = isTooLarge || overflow || carry
    }
    guard !isTooLarge else { throw .bodyTooLarge }
    return length
  }
}
