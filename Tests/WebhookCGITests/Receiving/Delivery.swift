import Common
import Testing

@testable import webhook_cgi

/// A request of a sender, to be changed at will and then sent.
struct Delivery: Sendable, CustomTestStringConvertible {
  static let payload = #"{"action":"opened","issue":{},"repository":{"full_name":"acme/site"}}"#

  var method = "POST"
  var path: String
  var headers: [(String, String)]
  var body: [UInt8]
  var isChunked = false
  /// What Content-Length says, where it does not say the truth.
  var declaredCount: Int?

  /// What GitHub sends.
  static func github(
    _ body: String = payload, event: String = "issues", delivery: String = "d-1",
    secret: String = ReceiverBench.secret
  ) -> Delivery {
    github(Array(body.utf8), event: event, delivery: delivery, secret: secret)
  }

  static func github(
    _ body: [UInt8], event: String = "issues", delivery: String = "d-1",
    secret: String = ReceiverBench.secret
  ) -> Delivery {
    Delivery(
      path: "/hooks/github",
      headers: [
        ("Content-Type", "application/json"), ("User-Agent", "GitHub-Hookshot/1"),
        ("X-GitHub-Event", event), ("X-GitHub-Delivery", delivery),
        ("X-Hub-Signature-256", "sha256=" + signature(of: body, secret)),
      ], body: body)
  }

  /// What Gitea sends.
  static func gitea(
    _ body: String = payload, event: String = "issues", delivery: String = "d-1",
    secret: String = ReceiverBench.secret
  ) -> Delivery {
    let body = Array(body.utf8)
    return Delivery(
      path: "/hooks/gitea",
      headers: [
        ("Content-Type", "application/json"), ("X-Gitea-Event", event),
        ("X-Gitea-Delivery", delivery), ("X-Gitea-Signature", signature(of: body, secret)),
      ], body: body)
  }

  static func signature(of body: [UInt8], _ secret: String = ReceiverBench.secret) -> String {
    var mac = HMAC(key: Array(secret.utf8))
    mac.update(body)
    return Hexadecimal.encode(mac.finish())
  }

  func without(_ name: String) -> Delivery {
    var other = self
    other.headers.removeAll { $0.0.lowercased() == name.lowercased() }
    return other
  }

  /// With a field in place of those of its name.
  func with(_ name: String, _ value: String) -> Delivery {
    without(name).adding(name, value)
  }

  func adding(_ name: String, _ value: String) -> Delivery {
    var other = self
    other.headers.append((name, value))
    return other
  }

  func changed(_ change: (inout Delivery) -> Void) -> Delivery {
    var other = self
    change(&other)
    return other
  }

  var head: String {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: hooks.example\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    if isChunked {
      head += "Transfer-Encoding: chunked\r\n"
    } else if !body.isEmpty || declaredCount != nil {
      head += "Content-Length: \(declaredCount ?? body.count)\r\n"
    }
    return head + "\r\n"
  }

  var testDescription: String { "\(head) \(body.count) bytes" }

  /// The request as it goes over a connection; a chunked body in chunks of 1000 bytes.
  var bytes: [UInt8] {
    guard isChunked else { return Array(head.utf8) + body }
    var bytes = Array(head.utf8)
    for start in stride(from: 0, to: body.count, by: 1000) {
      let chunk = body[start..<min(start + 1000, body.count)]
      bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
    return bytes + Array("0\r\n\r\n".utf8)
  }
}
