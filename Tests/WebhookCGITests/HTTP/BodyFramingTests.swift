import Testing

@testable import webhook_cgi

struct BodyFramingTests {
  static let good: [(fields: String, framing: BodyFraming)] = [
    ("", .none),
    ("Content-Length: 0\r\n", .length(0)),
    ("Content-Length: 003\r\n", .length(3)),
    ("content-length:  26214400 \r\n", .length(26_214_400)),
    ("Content-Length: 9223372036854775807\r\n", .length(.max)),
    ("Transfer-Encoding: chunked\r\n", .chunked),
    ("transfer-encoding:  CHUNKED \r\n", .chunked),
  ]

  @Test(arguments: good)
  func theFramingIsRead(fields: String, framing: BodyFraming) throws {
    #expect(try self.framing(fields) == framing)
  }

  static let bad: [(fields: String, fault: HTTPFault)] = [
    ("Content-Length:\r\n", .badContentLength),
    ("Content-Length: -1\r\n", .badContentLength),
    ("Content-Length: +3\r\n", .badContentLength),
    ("Content-Length: 1 2\r\n", .badContentLength),
    ("Content-Length: 0x10\r\n", .badContentLength),
    ("Content-Length: 1e3\r\n", .badContentLength),
    ("Content-Length: 3, 3\r\n", .badContentLength),
    ("Content-Length: 3,\r\n", .badContentLength),
    ("Content-Length: 99999999999999999999x\r\n", .badContentLength),
    ("Content-Length: 3\r\nContent-Length: 3\r\n", .repeatedContentLength),
    ("Content-Length: 3\r\nContent-Length: 4\r\n", .repeatedContentLength),
    ("Content-Length: 9223372036854775808\r\n", .bodyTooLarge),
    ("Content-Length: 99999999999999999999999999\r\n", .bodyTooLarge),
    ("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", .lengthAndTransferEncoding),
    ("Transfer-Encoding: x\r\nContent-Length: x\r\n", .lengthAndTransferEncoding),
    ("Transfer-Encoding:\r\n", .badTransferEncoding),
    ("Transfer-Encoding: ,chunked\r\n", .badTransferEncoding),
    ("Transfer-Encoding: chunked,\r\n", .badTransferEncoding),
    ("Transfer-Encoding: chunked, chunked\r\n", .badTransferEncoding),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", .badTransferEncoding),
    ("Transfer-Encoding: chunked, gzip\r\n", .badTransferEncoding),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n", .badTransferEncoding),
    ("Transfer-Encoding: chunked;q=1\r\n", .badTransferEncoding),
    ("Transfer-Encoding: \"chunked\"\r\n", .badTransferEncoding),
    ("Transfer-Encoding: chun ked\r\n", .badTransferEncoding),
    ("Transfer-Encoding: gzip, chunked\r\n", .unknownTransferCoding),
    ("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", .unknownTransferCoding),
    ("Transfer-Encoding: identity\r\n", .unknownTransferCoding),
    ("Transfer-Encoding: xchunked\r\n", .unknownTransferCoding),
    ("Transfer-Encoding: identity, chunked\r\n", .unknownTransferCoding),
    ("Transfer-Encoding: chunked\u{212a}\r\n", .badTransferEncoding),
    ("Transfer-Encoding: \u{0b}chunked\r\n", .controlByte),
    ("Transfer-Encoding: chunked\r\n x\r\n", .foldedField),
    ("Transfer-Encoding : chunked\r\n", .badFieldName),
    ("Transfer_Encoding: chunked\r\n", .underscoreInFieldName),
    ("Content-Length: \u{0b}3\r\n", .controlByte),
    ("Content-Length: \u{ff13}\r\n", .badContentLength),
    ("Content-Length: 3;q=1\r\n", .badContentLength),
    ("Content-Length: 3.0\r\n", .badContentLength),
  ]

  @Test(arguments: bad)
  func anAmbiguousFramingIsRefused(fields: String, fault: HTTPFault) {
    #expect(throws: fault) { try framing(fields) }
  }

  @Test func anHTTP10RequestHasNoTransferEncoding() throws {
    let head = try HTTPHead(
      parsing: Array("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n".utf8))
    #expect(throws: HTTPFault.transferEncodingBeforeHTTP11) { try BodyFraming(head) }
  }

  @Test func aCGIBodyHasTheLengthTheServerSays() throws {
    let chunked = [("CONTENT_LENGTH", "5"), ("HTTP_TRANSFER_ENCODING", "chunked")]
    #expect(try BodyFraming(length: HeaderList(environment: chunked)) == .length(5))
    #expect(try BodyFraming(length: HeaderList(environment: [("CONTENT_LENGTH", "")])) == .none)
    #expect(try BodyFraming(length: HeaderList()) == .none)
    #expect(throws: HTTPFault.badContentLength) {
      try BodyFraming(length: HeaderList(environment: [("CONTENT_LENGTH", "-1")]))
    }
  }

  private func framing(_ fields: String) throws(HTTPFault) -> BodyFraming {
    let text = "POST / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n"
    return try BodyFraming(HTTPHead(parsing: Array(text.utf8)))
  }
}
