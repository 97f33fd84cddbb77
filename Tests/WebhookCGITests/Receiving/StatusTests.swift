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
    Row("a slash escaped", 404, "not found", github.changed { $0.path = "/hooks%2Fgithub" }),
    Row("a NUL escaped", 404, "not found", github.changed { $0.path += "%00" }),
    Row("a slash twice", 404, "not found", github.changed { $0.path = "//hooks/github" }),
    Row("a way round", 404, "not found", github.changed { $0.path = "/x/../hooks/github" }),
    Row(
      "a way round, escaped", 404, "not found",
      github.changed { $0.path = "/hooks/%2e/github" }),
    Row("no UTF-8, escaped", 404, "not found", github.changed { $0.path += "%ff%C0%af" }),
    Row("a long path", 404, "not found", github.changed { $0.path += $0.path.repeated(500) }),
    Row("GET", 405, "method not allowed", github.changed { $0.method = "GET" }),
    Row("PUT", 405, "method not allowed", gitea.changed { $0.method = "PUT" }),
    Row("post in lower case", 405, "method not allowed", gitea.changed { $0.method = "post" }),
  ]

  static let unreadable = [
    Row(
      "no content type", 415, "the content type must be application/json or a form",
      github.without("Content-Type")),
    Row(
      "two content types", 400, "malformed request",
      github.adding("Content-Type", "application/x-www-form-urlencoded")),
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

  /// The same fields as to GET, and no body, over HTTP and to a web server.
  @Test func theAnswerToHEADHasNoBody() throws {
    let stream = ScriptedStream(Self.github.changed { $0.method = "HEAD" }.bytes)
    let bench = try ReceiverBench()
    try bench.serve(stream, bench.files)
    let text = String(decoding: stream.written, as: UTF8.self)
    #expect(text.hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
    #expect(text.contains("\r\nAllow: POST\r\n"))
    #expect(!text.contains("\r\nContent-Length: 0\r\n"))
    #expect(text.hasSuffix("\r\n\r\n"))
    let answer = Answer(status: 405, body: [0x78])
    #expect(answer.cgiBytes(toHead: true) == answer.cgiBytes().dropLast())
  }

  @Test func aTargetMayBeAWholeURLWhoseHostCounts() throws {
    let delivery = Self.github.changed { $0.path = "http://other.example/hooks/github?a=b" }
    #expect(try ReceiverBench().send(delivery).status == 200)
  }

  /// Nobody who asks for another protocol gets one; the request is served as it is.
  @Test func anUpgradeIsNotTaken() throws {
    let delivery = Self.github.adding("Connection", "Upgrade, HTTP2-Settings")
      .adding("Upgrade", "h2c").adding("HTTP2-Settings", "AAMAAABkAAQAAP__")
    let reply = try ReceiverBench().send(delivery)
    #expect(reply.status == 200)
    #expect(reply.field("Connection") == "close")
  }

  /// A field behind the body was not there when the head was judged.
  @Test func aTrailerNeverBecomesAHeaderField() throws {
    let bench = try ReceiverBench()
    let signature = try #require(Self.github.headers.last)
    let unsigned = Self.github.without(signature.0).changed { $0.isChunked = true }
    let trailer = Array("0\r\n\(signature.0): \(signature.1)\r\n\r\n".utf8)
    let stream = ScriptedStream(Array(unsigned.bytes.dropLast(5)) + trailer)
    try bench.serve(stream, bench.files)
    #expect(try Reply(stream.written).status == 401)
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

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
