import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Which request gets which status, for both schemes.
struct StatusTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    let status: Int
    let error: String
    let delivery: Delivery

    init(_ what: String, _ status: Int, _ error: String, _ delivery: Delivery) {
      (self.what, self.status, self.error, self.delivery) = (what, status, error, delivery)
    }

    var testDescription: String { "\(status) \(what)" }
  }

  static let unsigned = "missing or invalid signature"
  static let github = Delivery.github()
  static let gitea = Delivery.gitea()

  static let malformed = [
    Row("no body", 400, "the request has no body", .github("")),
    Row(
      "an empty body, declared", 400, "the request has no body",
      Delivery.github("").changed { $0.declaredCount = 0 }),
    Row(
      "an empty chunked body", 400, "the request has no body",
      Delivery.github("").changed { $0.isChunked = true }),
    Row(
      "a body cut short", 400, "malformed request",
      github.changed { $0.declaredCount = $0.body.count + 1 }),
    Row(
      "no event header", 400, "the header x-github-event is missing",
      github.without("X-GitHub-Event")),
    Row(
      "an empty event header", 400, "the header x-github-event is missing",
      github.with("X-GitHub-Event", "")),
    Row(
      "no event header of Gitea", 400, "the header x-forgejo-event is missing",
      gitea.without("X-Gitea-Event")),
    Row("a JSON array", 400, "the payload is not a JSON object", .github("[1]")),
    Row(
      "a repeated action", 400,
      "the payload is not JSON: the name action is given more than once",
      .github(#"{"action":"a","action":"b"}"#)),
    Row(
      "a repeated repository name", 400,
      "the payload is not JSON: the name repository.full_name is given more than once",
      .github(#"{"repository":{"full_name":"a/b","full_name":"c/d"}}"#)),
  ]

  static let forged = [
    Row("no signature", 401, unsigned, github.without("X-Hub-Signature-256")),
    Row("another secret", 401, unsigned, .github(secret: "another")),
    Row("another secret at Gitea", 401, unsigned, .gitea(secret: "another")),
    Row("another body", 401, unsigned, github.changed { $0.body[0] = 0x20 }),
    Row(
      "the signature of SHA-1 alone", 401, unsigned,
      github.without("X-Hub-Signature-256").adding("X-Hub-Signature", "sha1=00")),
  ]

  static let elsewhere = [
    Row("an unknown path", 404, "not found", github.changed { $0.path = "/hooks/other" }),
    Row(
      "the path of nobody, without anything", 404, "not found",
      Delivery(method: "GET", path: "/", headers: [], body: [])),
    Row("a path with a slash more", 404, "not found", github.changed { $0.path += "/" }),
    Row("a path in another case", 404, "not found", github.changed { $0.path = "/hooks/GitHub" }),
    Row("a path escaped", 404, "not found", github.changed { $0.path = "/hooks/git%68ub" }),
    Row("GET", 405, "method not allowed", github.changed { $0.method = "GET" }),
    Row("HEAD", 405, "method not allowed", github.changed { $0.method = "HEAD" }),
    Row("PUT", 405, "method not allowed", gitea.changed { $0.method = "PUT" }),
    Row("post in lower case", 405, "method not allowed", gitea.changed { $0.method = "post" }),
  ]

  static let unreadable = [
    Row(
      "no content type", 415, "the content type must be application/json or a form",
      github.without("Content-Type")),
    Row(
      "text", 415, "the content type must be application/json or a form",
      github.with("Content-Type", "text/plain")),
    Row(
      "a form in parts", 415, "the content type must be application/json or a form",
      gitea.with("Content-Type", "multipart/form-data; boundary=x")),
    Row(
      "an issue without action at Gitea", 422, "the payload's member \"action\" is missing",
      .gitea(#"{"issue":{}}"#)),
    Row(
      "an issue without issue at Gitea", 422, "the payload's member \"issue\" is missing",
      .gitea(#"{"action":"opened"}"#)),
    Row("an array at Gitea", 422, "the payload is not a JSON object", .gitea("[]", event: "push")),
  ]

  @Test(arguments: malformed + forged + elsewhere + unreadable)
  func aRefusalHasItsStatusAndItsText(_ row: Row) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(row.delivery)
    #expect(reply.status == row.status)
    #expect(reply("error") == row.error)
    #expect(reply("status_code") == "\(row.status)")
    #expect(bench.names(.incoming).isEmpty)
    #expect(bench.names(.tmp).isEmpty)
    #expect(bench.names(.deliveries).isEmpty)
  }

  @Test(arguments: [github, gitea], ["{", "01", "{\"a\":\"\u{1}\"}", #"{"a":1}x"#, "\u{FEFF}{}"])
  func whatIsNotJSONIsRefused(_ delivery: Delivery, _ body: String) throws {
    let isGitHub = delivery.path == "/hooks/github"
    let reply = try ReceiverBench().send(isGitHub ? .github(body) : .gitea(body))
    #expect(reply.status == (isGitHub ? 400 : 422))
    #expect(try reply.required("error").hasPrefix("the payload is not "))
  }

  @Test(arguments: [
    ("application/json", 200), ("application/json; charset=utf-8", 200), ("APPLICATION/JSON", 200),
    ("application/vnd.github+json", 200), ("application/jsonx", 415), ("application/json;;=", 415),
    ("json", 415), ("", 415),
  ])
  func theContentTypeDecides(_ type: String, _ status: Int) throws {
    #expect(try ReceiverBench().send(Self.github.with("Content-Type", type)).status == status)
  }

  @Test func aWrongMethodIsToldTheRightOne() throws {
    let reply = try ReceiverBench().send(Self.github.changed { $0.method = "DELETE" })
    #expect(reply.field("Allow") == "POST")
  }

  @Test func jsonThatIsTooDeepIsRefused() throws {
    let deep = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
    let body = #"{"a":\#(deep)}"#
    #expect(try ReceiverBench().send(.github(body)).status == 400)
    #expect(
      try ReceiverBench().send(.github(#"{"a":\#(deep.dropFirst().dropLast())}"#)).status == 200)
  }

  @Test func aSlowSenderIsTold() throws {
    let bench = try ReceiverBench()
    let head = Array(Self.github.head.utf8)
    for fault in [StreamFault.tooSlow, .broken] {
      let stream = ScriptedStream([.bytes(head), .bytes([0x7B]), .fails(fault)])
      try bench.serve(stream, bench.files)
      #expect(try Reply(stream.written).status == (fault == .tooSlow ? 408 : 400))
    }
    #expect(bench.names(.tmp).isEmpty)
  }
}
