import Testing

@testable import webhook_cgi

struct ChunkedDecoderTests {
  static let good: [(coded: String, body: String)] = [
    ("0\r\n\r\n", ""),
    ("5\r\nhello\r\n0\r\n\r\n", "hello"),
    ("0005\r\nhello\r\n1\r\n!\r\n000\r\n\r\n", "hello!"),
    ("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"),
    ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
    ("1;a=b;c=\"d\"\r\nx\r\n0;e\r\n\r\n", "x"),
    ("1 \t;a\r\nx\r\n0\r\n\r\n", "x"),
    ("1;a = \"b;\\\" c\" ; d\r\nx\r\n0;e=f\r\n\r\n", "x"),
    ("0000000000000001\r\nx\r\n0\r\n\r\n", "x"),
    ("1\r\nx\r\n0\r\nX-A: b\r\nX-C:\r\n\r\n", "x"),
  ]

  @Test(arguments: good)
  func theCodingIsTakenOff(coded: String, body: String) throws {
    for step in [1, 2, 3, 1000] {
      let decoded = try decode(coded + "GET /", step: step)
      #expect(decoded.body == Array(body.utf8))
      #expect(decoded.used == coded.utf8.count)
    }
  }

  @Test(arguments: good)
  func aBodyCutShortIsNotFinished(coded: String, body: String) throws {
    for length in 0..<coded.utf8.count {
      #expect(try decode(String(decoding: coded.utf8.prefix(length), as: UTF8.self)).used == nil)
    }
  }

  static let bad: [(coded: String, fault: HTTPFault)] = [
    ("\r\n", .badChunk),
    (";a\r\n", .badChunk),
    (" 1\r\n", .badChunk),
    ("-1\r\n", .badChunk),
    ("+1\r\n", .badChunk),
    ("0x1\r\n", .badChunk),
    ("g\r\n", .badChunk),
    ("1_0\r\n", .badChunk),
    ("1 \r\n", .badChunk),
    ("1 a\r\n", .badChunk),
    ("1\nx", .badChunk),
    ("1\rx", .badChunk),
    ("1;\r\n", .badChunk),
    ("1;;a\r\n", .badChunk),
    ("1;a \r\n", .badChunk),
    ("1;a b\r\n", .badChunk),
    ("1;=b\r\n", .badChunk),
    ("1;a=\r\n", .badChunk),
    ("1;a=\"b\r\n", .badChunk),
    ("1;a=\"b\"c\r\n", .badChunk),
    ("1;a\nx", .badChunk),
    ("1;a\0\r\n", .badChunk),
    ("1;a\rb", .badChunk),
    ("1\r\nxy", .badChunk),
    ("1\r\nx\n", .badChunk),
    ("1\r\nx\r0", .badChunk),
    ("3\r\nfoo\r\n\r\n", .badChunk),
    ("00000000000000001\r\n", .badChunk),
    ("8000000000000000\r\n", .bodyTooLarge),
    ("ffffffffffffffff\r\n", .bodyTooLarge),
    ("0\r\nX: a\n", .bareLineEnd),
    ("0\r\nX: a\rb", .bareLineEnd),
    ("0\r\n\n", .bareLineEnd),
    ("0\r\n\rX", .bareLineEnd),
    ("0\r\nX : a\r\n\r\n", .badFieldName),
    ("0\r\nGET / HTTP/1.1\r\n\r\n", .badFieldName),
    ("0\r\nX: a\r\n b\r\n\r\n", .foldedField),
    ("0\r\nX: \0\r\n\r\n", .controlByte),
    ("0\r\nContent-Length: 0\r\n\r\n", .framingInTrailer),
    ("0\r\nX: a\r\ntransfer-ENCODING: chunked\r\n\r\n", .framingInTrailer),
  ]

  @Test(arguments: bad)
  func aMalformedChunkIsRefused(coded: String, fault: HTTPFault) {
    for step in [1, 1000] {
      #expect(throws: fault) { try decode(coded, step: step) }
    }
  }

  @Test func aHugeChunkIsNotAllocated() throws {
    #expect(try decode("7fffffffffffffff\r\nx").body == [0x78])
  }

  @Test func extensionsOfAllChunksHaveOneLimit() throws {
    let chunk = "1;" + String(repeating: "a", count: 1023) + "\r\nx\r\n"
    let count = ChunkedDecoder.extensionLimit / 1025
    let within = String(repeating: chunk, count: count) + "0\r\n\r\n"
    #expect(try decode(within).body.count == count)
    #expect(throws: HTTPFault.chunkExtensionTooLarge) {
      try decode(String(repeating: chunk, count: count + 1))
    }
  }

  @Test func trailersHaveALimit() throws {
    let line = "X: " + String(repeating: "a", count: 1021) + "\r\n"
    #expect(try decode("0\r\n" + String(repeating: line, count: 8) + "\r\n").used != nil)
    #expect(throws: HTTPFault.trailerTooLarge) {
      try decode("0\r\n" + String(repeating: line, count: 9))
    }
  }

  /// Decodes; `used` is nil if the body is not finished.
  private func decode(
    _ coded: String, step: Int = 4096
  ) throws(HTTPFault) -> (body: [UInt8], used: Int?) {
    let bytes = Array(coded.utf8)
    var decoder = ChunkedDecoder()
    var body: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: step) {
      let piece = bytes.span.extracting(start..<min(start + step, bytes.count))
      let used = try decoder.feed(piece, into: &body)
      if decoder.isFinished { return (body, start + used) }
    }
    return (body, nil)
  }
}
