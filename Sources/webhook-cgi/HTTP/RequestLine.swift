/// The first line of a request: method, target, version (RFC 9112 section 3).
struct RequestLine: Equatable, Sendable {
  let method: String
  let target: RequestTarget
  let version: HTTPVersion

  /// Reads the line, without its CRLF.
  ///
  /// Exactly one space stands between the parts: the RFC lets a reader split on more, which is
  /// how two readers come to see two targets.
  init(parsing line: Span<UInt8>) throws(HTTPFault) {
    var spaces = (first: -1, last: -1)
    for index in line.indices where line[index] == .space {
      if spaces.first < 0 { spaces.first = index }
      spaces.last = index
    }
    guard spaces.first > 0, spaces.last > spaces.first + 1 else { throw .badRequestLine }
    for index in 0..<spaces.first {
      guard line[index].isTokenByte else { throw .badMethod }
    }
    method = String(line, 0..<spaces.first)
    version = try HTTPVersion(parsing: line.extracting((spaces.last + 1)..<line.count))
    target = try RequestTarget(parsing: line.extracting((spaces.first + 1)..<spaces.last))
  }
}
