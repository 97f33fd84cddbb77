/// The request line and the header fields of one request.
struct HTTPHead: Sendable {
  let method: String
  /// The request target as it was sent.
  let target: String
  /// The target's path: no scheme, no authority, no query; percent escapes stay.
  let path: String
  /// What follows the target's first question mark, or nil.
  let query: String?
  let version: HTTPVersion
  let headers: HeaderList

  /// Reads a whole head, from the method to the empty line (RFC 9112 sections 2 to 5).
  ///
  /// Wherever the RFC lets a reader be lenient this one is not: each leniency is a way to make
  /// a proxy and us see different requests.
  init(parsing bytes: [UInt8]) throws(HTTPFault) {
    let lineEnd = try bytes.span.lineEnd(from: 0)
    let line = try RequestLine(parsing: bytes.span.extracting(0..<lineEnd))
    method = line.method
    target = line.target.text
    path = line.target.path
    query = line.target.query
    version = line.version
    headers = try HeaderList(parsing: bytes, from: lineEnd + 2)
    try checkHost()
  }

  /// Whether the sender waits for `100 Continue` before it sends the body.
  ///
  /// HTTP/1.0 knows no interim answer, so there it is ignored (RFC 9110 section 10.1.1).
  func expectsContinue() throws(HTTPFault) -> Bool {
    let values = headers.values("expect")
    guard let value = values.first else { return false }
    guard values.count == 1, value.span.isText("100-continue") else { throw .unknownExpectation }
    return version == .http11
  }

  /// One Host in HTTP/1.1, at most one in HTTP/1.0 (RFC 9112 section 3.2).
  private func checkHost() throws(HTTPFault) {
    let hosts = headers.values("host")
    guard hosts.count < 2 else { throw .repeatedHost }
    guard let host = hosts.first else {
      if version == .http11 { throw .missingHost }
      return
    }
    guard host.span.isAuthority else { throw .badHost }
  }
}
