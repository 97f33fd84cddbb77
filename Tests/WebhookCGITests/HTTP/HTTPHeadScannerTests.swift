import Testing

@testable import webhook_cgi

struct HTTPHeadScannerTests {
  static let request = Array("GET /x HTTP/1.0\r\nA: b\r\n\r\n".utf8)

  @Test(arguments: [1, 2, 5, 1000])
  func theBodyBeginsAfterTheEmptyLine(step: Int) throws {
    let bytes = Self.request + Array("\r\n\r\nbody".utf8)
    let (bodyStart, head) = try scan(bytes, step: step)
    #expect(bodyStart == Self.request.count)
    #expect(head == Self.request)
  }

  @Test(arguments: [1, 2, 3, 1000])
  func oneEmptyLineBeforeTheRequestIsPassedOver(step: Int) throws {
    let (bodyStart, head) = try scan([13, 10] + Self.request, step: step)
    #expect(bodyStart == Self.request.count + 2)
    #expect(head == Self.request)
    #expect(throws: HTTPFault.badRequestLine) { try scan([13, 10, 13, 10], step: step) }
  }

  @Test func aHeadWithoutItsEmptyLineIsNotComplete() throws {
    for length in 0..<Self.request.count {
      #expect(try scan(Array(Self.request[..<length]), step: 3).0 == nil)
    }
  }

  static let bad: [(text: String, fault: HTTPFault)] = [
    ("GET / HTTP/1.1\n", .bareLineEnd),
    ("\n", .bareLineEnd),
    ("GET /\rx", .bareLineEnd),
    ("\r\r", .bareLineEnd),
    ("\u{16}\u{3}\u{1}", .controlByte),
    ("GET /\0", .controlByte),
    ("A: \u{7f}", .controlByte),
  ]

  @Test(arguments: bad)
  func aBadByteIsRefusedAtOnce(text: String, fault: HTTPFault) {
    #expect(throws: fault) { try scan(Array(text.utf8), step: 1) }
  }

  @Test func theRequestLineHasALimit() throws {
    let limit = HTTPHeadScanner.requestLineLimit
    let line = [UInt8](repeating: UInt8(ascii: "a"), count: limit)
    #expect(try scan(line + [13, 10, 13, 10], step: 100).0 == limit + 4)
    #expect(throws: HTTPFault.requestLineTooLong) { try scan(line + line, step: 100) }
    #expect(throws: HTTPFault.requestLineTooLong) {
      try scan(line + Array("a\r\n\r\n".utf8), step: 1)
    }
  }

  @Test func theNumberOfFieldsHasALimit() throws {
    let line = Array("GET / HTTP/1.1\r\n".utf8)
    let fields = (0..<HTTPHeadScanner.fieldLimit).flatMap { _ in Array("A: b\r\n".utf8) }
    let whole = line + fields + [13, 10]
    #expect(try scan(whole, step: 64).0 == whole.count)
    #expect(throws: HTTPFault.tooManyFields) { try scan(line + Array("C: d\r\n".utf8) + fields) }
  }

  @Test func theHeadHasALimit() throws {
    let line = Array("GET / HTTP/1.1\r\nA: ".utf8)
    let room = HTTPHeadScanner.headLimit - line.count - 4
    let value = [UInt8](repeating: UInt8(ascii: "a"), count: room)
    let end: [UInt8] = [13, 10, 13, 10]
    #expect(try scan(line + value + end).0 == HTTPHeadScanner.headLimit)
    #expect(throws: HTTPFault.headTooLarge) { try scan(line + value + [0x61] + end) }
    #expect(throws: HTTPFault.headTooLarge) { try scan(line + value + value, step: 1) }
  }

  @Test func aFinishedScannerTakesNoMore() throws {
    var scanner = HTTPHeadScanner()
    #expect(try scanner.feed(Self.request.span) == Self.request.count)
    #expect(try scanner.feed(Self.request.span) == 0)
    #expect(scanner.head == Self.request)
    #expect(scanner.isComplete)
  }

  private func scan(
    _ bytes: [UInt8], step: Int = 4096
  ) throws(HTTPFault) -> (bodyStart: Int?, head: [UInt8]) {
    var scanner = HTTPHeadScanner()
    for start in stride(from: 0, to: bytes.count, by: step) {
      let piece = bytes.span.extracting(start..<min(start + step, bytes.count))
      if let used = try scanner.feed(piece) { return (start + used, scanner.head) }
    }
    return (nil, scanner.head)
  }
}
