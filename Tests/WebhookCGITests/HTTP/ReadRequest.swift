@testable import webhook_cgi

/// The parts of an accepted request that the samples tell.
struct ReadRequest: Equatable {
  let method: String
  let target: String
  let version: HTTPVersion
  let headers: [HeaderField]
  let body: [UInt8]
  /// How many bytes follow the request.
  let rest: Int

  init(_ head: HTTPHead, body: [UInt8], rest: Int) {
    method = head.method
    target = head.target
    version = head.version
    headers = Array(head.headers)
    self.body = body
    self.rest = rest
  }
}
