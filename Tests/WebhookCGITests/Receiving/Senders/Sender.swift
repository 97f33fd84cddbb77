import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// A kind of sender: the source it has here, and the way it signs.
struct Sender: Sendable, CustomTestStringConvertible {
  static let key = Array("a key of thirty-two bytes, or so".utf8)
  static let marked = "whsec_" + String(decoding: Base64.encode(key), as: UTF8.self)

  let scheme: Scheme
  /// What the source says besides its scheme and its path.
  var keys = ""
  /// Headers that are always sent, besides those that prove something.
  var headers: [(String, String)] = []

  init(_ scheme: Scheme, _ keys: String = "", _ headers: [(String, String)] = []) {
    (self.scheme, self.keys, self.headers) = (scheme, keys, headers)
  }

  var testDescription: String { scheme.rawValue }

  var secret: String { scheme == .standardWebhooks ? Self.marked : ReceiverBench.secret }

  var path: String { scheme == .path ? "/x/" + secret : "/x" }

  /// A receiver with this source alone, called `x`.
  func bench(_ more: String = "", secret reference: String = #"{"env":"SECRET"}"#) throws
    -> ReceiverBench
  {
    let secret = scheme == .none ? "" : #""secret":\#(reference),"#
    let path = scheme == .path ? "/x/{secret}" : "/x"
    var bench = try ReceiverBench(
      sources: #""x":{\#(secret)\#(keys)\#(more)"path":"\#(path)","scheme":"\#(scheme.rawValue)"}"#)
    bench.environment["SECRET"] = self.secret
    return bench
  }

  /// A delivery, signed now or `late` seconds ago.
  func delivery(
    _ body: String, _ more: [(String, String)] = [], secret: String? = nil,
    late: Int64 = 0, type: String = "application/json"
  ) -> Delivery {
    let time = SimulatedClock().now().seconds - late
    let sent = headers + more
    return Delivery(
      path: path,
      headers: [("Content-Type", type), ("User-Agent", "sender/1")] + sent
        + proof(Array(body.utf8), secret ?? self.secret, "\(time)", sent),
      body: Array(body.utf8))
  }

  private func proof(
    _ body: [UInt8], _ secret: String, _ time: String, _ sent: [(String, String)]
  ) -> [(String, String)] {
    let digits = Delivery.signature(of: body, secret)
    switch scheme {
    case .github: return [("X-Hub-Signature-256", "sha256=" + digits)]
    case .gitea: return [("X-Gitea-Signature", digits)]
    case .gitlab: return [("X-Gitlab-Token", secret)]
    case .bitbucket, .jira: return [("X-Hub-Signature", "sha256=" + digits)]
    case .stripe:
      let code = Delivery.signature(of: Array("\(time).".utf8) + body, secret)
      return [("Stripe-Signature", "t=\(time),v1=\(code),v0=00")]
    case .slack:
      let code = Delivery.signature(of: Array("v0:\(time):".utf8) + body, secret)
      return [("X-Slack-Request-Timestamp", time), ("X-Slack-Signature", "v0=\(code)")]
    case .shopify: return [("X-Shopify-Hmac-SHA256", Self.base64(body, Array(secret.utf8)))]
    case .standardWebhooks:
      let id = sent.first { $0.0.hasSuffix("-id") }
      let family = String(id?.0.dropLast(3) ?? "webhook")
      let signed = Array("\(id?.1 ?? "").\(time).".utf8) + body
      let key = Base64.decode(Array(secret.utf8.dropFirst(SigningKey.mark.utf8.count))) ?? []
      return [
        ("\(family)-timestamp", time), ("\(family)-signature", "v1," + Self.base64(signed, key)),
      ]
    case .hmac: return [("X-Sig", digits)]
    case .token: return [("X-Token", secret)]
    case .basic:
      let pair = Base64.encode(Array("user:\(secret)".utf8))
      return [("Authorization", "Basic " + String(decoding: pair, as: UTF8.self))]
    case .bearer: return [("Authorization", "Bearer " + secret)]
    case .path, .none: return []
    }
  }

  private static func base64(_ body: [UInt8], _ key: [UInt8]) -> String {
    var mac = HMAC(key: key)
    mac.update(body)
    return String(decoding: Base64.encode(mac.finish()), as: UTF8.self)
  }
}

extension Sender {
  /// Every scheme once; those that a source describes take their values from headers.
  static let all: [Sender] = [
    Sender(.github, "", [("X-GitHub-Event", "push"), ("X-GitHub-Delivery", "d-1")]),
    Sender(.gitea, "", [("X-Gitea-Event", "push"), ("X-Gitea-Delivery", "d-1")]),
    Sender(.gitlab, "", [("X-Gitlab-Event", "Push Hook"), ("Idempotency-Key", "d-1")]),
    Sender(.bitbucket, "", [("X-Event-Key", "repo:push"), ("X-Request-UUID", "d-1")]),
    Sender(.jira, "", [("X-Atlassian-Webhook-Identifier", "d-1")]),
    Sender(.stripe), Sender(.slack),
    Sender(
      .shopify, "",
      [
        ("X-Shopify-Topic", "orders/create"), ("X-Shopify-Event-Id", "d-1"),
        ("X-Shopify-Shop-Domain", "a.myshopify.com"),
      ]),
    Sender(.standardWebhooks, "", [("webhook-id", "d-1")]),
    Sender(.hmac, #""hmac":{"header":"X-Sig"},"# + described, describing),
    Sender(.token, #""token":{"header":"X-Token"},"# + described, describing),
    Sender(.basic, #""basic":{"user":"user"},"# + described, describing),
    Sender(.bearer, described, describing),
    Sender(.path, #""images":false,"# + described, describing),
    Sender(.none, described, describing),
  ]

  private static let described = #"""
    "event_from":{"header":"X-Event"},"delivery_from":{"header":"X-Id"},
    "action_from":{"payload":"action"},"repository_from":{"payload":"repository.full_name"},
    """#

  private static let describing = [("X-Event", "push"), ("X-Id", "d-1")]

  static func of(_ scheme: Scheme) throws -> Sender {
    try #require(all.first { $0.scheme == scheme })
  }

  /// A payload that every sender could send: its repository is `a/b`, its delivery `d-1`.
  static let payload = payload(repository: "a/b")

  static func payload(repository: String) -> String {
    #"{"id":"d-1","event_id":"d-1","type":"push","webhookEvent":"push","account":"\#(repository)","#
      + #""repository":{"full_name":"\#(repository)"},"#
      + #""project":{"key":"\#(repository)","path_with_namespace":"\#(repository)"},"action":"x"}"#
  }
}
