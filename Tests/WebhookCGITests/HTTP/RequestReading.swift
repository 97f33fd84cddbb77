@testable import webhook_cgi

/// What came of reading one request from a connection.
enum RequestReading: Equatable {
  case accepted(ReadRequest)
  case refused(HTTPFault)
  case incomplete

  /// Reads a request whose bytes arrive in pieces of `step` bytes.
  init(_ bytes: [UInt8], step: Int) {
    do throws(HTTPFault) {
      self = try Self.read(bytes, step: step)
    } catch {
      self = .refused(error)
    }
  }

  private static func read(_ bytes: [UInt8], step: Int) throws(HTTPFault) -> RequestReading {
    var scanner = HTTPHeadScanner()
    guard let bodyStart = try Self.scan(bytes, step: step, with: &scanner) else {
      return .incomplete
    }
    let head = try HTTPHead(parsing: scanner.head)
    _ = try head.expectsContinue()
    var body: [UInt8] = []
    var end = bodyStart
    switch try BodyFraming(head) {
    case .none: break
    case .length(let length):
      guard length <= bytes.count - bodyStart else { return .incomplete }
      end = bodyStart + length
      body = Array(bytes[bodyStart..<end])
    case .chunked:
      guard let used = try decode(bytes, from: bodyStart, step: step, into: &body) else {
        return .incomplete
      }
      end = used
    }
    return .accepted(ReadRequest(head, body: body, rest: bytes.count - end))
  }

  private static func scan(
    _ bytes: [UInt8], step: Int, with scanner: inout HTTPHeadScanner
  ) throws(HTTPFault) -> Int? {
    for start in stride(from: 0, to: bytes.count, by: step) {
      let piece = bytes.span.extracting(start..<min(start + step, bytes.count))
      if let used = try scanner.feed(piece) { return start + used }
    }
    return nil
  }

  private static func decode(
    _ bytes: [UInt8], from bodyStart: Int, step: Int, into body: inout [UInt8]
  ) throws(HTTPFault) -> Int? {
    var decoder = ChunkedDecoder()
    for start in stride(from: bodyStart, to: bytes.count, by: step) {
      let piece = bytes.span.extracting(start..<min(start + step, bytes.count))
      let used = try decoder.feed(piece, into: &body)
      if decoder.isFinished { return start + used }
    }
    return nil
  }
}
