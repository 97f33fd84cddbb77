internal import Common

/// Reads the head of a request from a connection.
enum HTTPRequest {
  static func read(from stream: some RequestStream, peer: String?) throws(HeadFault) -> Request {
    var scanner = HTTPHeadScanner()
    var piece = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = try next(from: stream, &piece)
      if count == 0 {
        if scanner.head.isEmpty { throw .nothing }
        throw .malformed(.cutShort, toHead: isHead(scanner.head))
      }
      let bytes = Array(piece[..<count])
      do throws(HTTPFault) {
        if let used = try scanner.feed(bytes.span) {
          return try request(scanner.head, early: Array(bytes[used...]), peer)
        }
      } catch {
        throw .malformed(error, toHead: isHead(scanner.head + bytes))
      }
    }
  }

  /// Whether what came of a request begins as HEAD does: its answer has no body, malformed or not.
  private static func isHead(_ bytes: [UInt8]) -> Bool {
    bytes.drop { $0 == .carriageReturn || $0 == .lineFeed }.starts(with: "HEAD ".utf8)
  }

  private static func request(_ bytes: [UInt8], early: [UInt8], _ peer: String?)
    throws(HTTPFault) -> Request
  {
    let head = try HTTPHead(parsing: bytes)
    return Request(
      method: head.method, path: head.path, headers: head.headers, remote: Peer.named(peer),
      framing: try BodyFraming(head), expectsContinue: try head.expectsContinue(), early: early)
  }

  private static func next(from stream: some RequestStream, _ piece: inout [UInt8])
    throws(HeadFault) -> Int
  {
    let result = piece.withUnsafeMutableBytes { buffer -> Result<Int, StreamFault> in
      do throws(StreamFault) {
        return .success(try stream.read(into: buffer))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let count): return count
    case .failure(.tooSlow): throw .tooSlow
    case .failure(.broken): throw .nothing
    }
  }
}

/// Why no request could be made of what a client sent.
enum HeadFault: Error, Equatable {
  /// `toHead` says that the answer may have no body.
  case malformed(HTTPFault, toHead: Bool = false)
  case tooSlow
  /// The client went away, or never said a word.
  case nothing

  var isToHead: Bool {
    if case .malformed(_, let toHead) = self { toHead } else { false }
  }
}
