@testable import webhook_cgi

/// One request as the program reads it from a connection.
enum StreamReading {
  /// Whether the program sees the request that the parsers see.
  static func agrees(with reading: RequestReading, on bytes: [UInt8]) -> Bool {
    let stream = ScriptedStream(bytes, piece: 11)
    do throws(HeadFault) {
      let request = try HTTPRequest.read(from: stream, peer: nil)
      return agrees(with: reading, request, body(of: request, stream))
    } catch {
      if case .accepted = reading { return false }
      return true
    }
  }

  private static func agrees(
    with reading: RequestReading, _ request: Request, _ body: [UInt8]?
  ) -> Bool {
    guard case .accepted(let expected) = reading else { return body == nil }
    return body == expected.body && request.method == expected.method
      && Array(request.headers) == expected.headers
  }

  /// The whole body, nil when it is cut off or malformed.
  private static func body(of request: Request, _ stream: ScriptedStream) -> [UInt8]? {
    var unread = UnreadBody(framing: request.framing, early: request.early)
    var body: [UInt8] = []
    do throws(Refusal) {
      while !unread.isFinished { body += try unread.next(from: stream) }
      return body
    } catch {
      return nil
    }
  }
}
