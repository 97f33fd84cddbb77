@testable import webhook_cgi

/// The parts of an accepted request that the samples tell.
struct ReadRequest: Equatable {
  let method: String
  let target: String
  let version: HTTPVersion
  let headers: [HeaderField]
  let body: [UInt8]
  /// How many bytes follow the request.
  var rest: Int

  init(_ head: HTTPHead, body: [UInt8], rest: Int) {
    method = head.method
    target = head.target
    version = head.version
    headers = Array(head.headers)
    self.body = body
    self.rest = rest
  }

  /// The request, written anew from its parts; a chunked body as one chunk.
  var bytes: [UInt8] {
    var bytes = Array("\(method) \(target) \(version == .http11 ? "HTTP/1.1" : "HTTP/1.0")".utf8)
    bytes += [13, 10]
    for header in headers {
      bytes += Array("\(header.name): ".utf8) + header.value + [13, 10]
    }
    bytes += [13, 10]
    guard headers.contains(where: { $0.name == "transfer-encoding" }) else { return bytes + body }
    if !body.isEmpty {
      bytes += Array("\(String(body.count, radix: 16))\r\n".utf8) + body + [13, 10]
    }
    return bytes + Array("0\r\n\r\n".utf8)
  }
}
