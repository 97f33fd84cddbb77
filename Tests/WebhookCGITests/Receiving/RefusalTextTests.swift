import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// What a refusal tells, and what it does not.
struct RefusalTextTests {
  @Test(arguments: [Delivery.github(secret: "another"), .gitea(secret: "another")])
  func aRefusalNamesTheConfiguredPathAndAnIDOfTheJournal(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(delivery.changed { $0.path += "?token=abc" })
    #expect(reply.memberNames == ["error", "status_code", "path", "correlation_id"])
    #expect(reply("path") == delivery.path)
    let line = try #require(try bench.journal().first)
    #expect(line["correlation_id"]?.asString == reply("correlation_id"))
    #expect(line["what"]?.asString == "refused")
    #expect(line["status"]?.asInteger == 401)
    #expect(line["reason"]?.asString == "signature mismatch")
    #expect(line["source"]?.asString == String(delivery.path.dropFirst("/hooks/".count)))
    #expect(line["remote"]?.asString == "192.0.2.7")
  }

  @Test func everyUnknownPathGetsTheSameBytes() throws {
    let bench = try ReceiverBench()
    let paths = ["/", "/hooks", "/hooks/github/x", "/hooks/..", "/secret-8271"]
    let replies = try paths.map { path in
      try bench.send(Delivery.github().changed { $0.path = path }).text
    }
    #expect(Set(replies).count == 1)
    #expect(replies[0].hasSuffix("\r\n\r\n" + #"{"error":"not found","status_code":404}"#))
    // Nor is the path, which may be a mistyped secret, written down anywhere.
    #expect(try bench.everything().allSatisfy { !$0.contains("secret-8271") })
  }

  static let refused: [Delivery] = [
    .github(secret: "another"),
    Delivery.github().without("X-Hub-Signature-256"),
    Delivery.github().with("X-Hub-Signature-256", "sha256="),
    Delivery.github().with("X-Hub-Signature-256", ""),
    Delivery.github().changed { $0.body[0] = 0x20 },
  ]

  @Test func allForgedRequestsGetOneText() throws {
    let texts = try Self.refused.map { delivery in
      let reply = try ReceiverBench().send(delivery)
      return "\(reply.status) \(reply("error") ?? "") \(reply("path") ?? "")"
    }
    #expect(Set(texts) == ["401 missing or invalid signature /hooks/github"])
  }

  /// Whatever is wrong behind the signature, a forger is told only that the signature is.
  @Test(arguments: [
    Delivery.github("{", secret: "x"), .github("[]", secret: "x"), .github(event: "?", secret: "x"),
    .github("{}", event: "ping", secret: "x"),
    Delivery.github(secret: "x").without("X-GitHub-Event"),
    Delivery.github(secret: "x").adding("X-GitHub-Event", "push"),
    .gitea("{", secret: "x"), .gitea("{}", secret: "x"),
    Delivery.gitea(secret: "x").without("X-Gitea-Event"),
    Delivery.github("a=b", secret: "x").with("Content-Type", "application/x-www-form-urlencoded"),
    Delivery.github("payload=%zz", secret: "x")
      .with("Content-Type", "application/x-www-form-urlencoded"),
    Delivery.gitea("a=b", secret: "x").with("Content-Type", "application/x-www-form-urlencoded"),
    Delivery.gitea("payload=%zz", secret: "x")
      .with("Content-Type", "application/x-www-form-urlencoded"),
  ])
  func aForgerLearnsNothingElse(_ delivery: Delivery) throws {
    let bench = try ReceiverBench(source: #""events":["push"],"repositories":["a/b"],"#)
    #expect(try bench.send(delivery).status == 401)
  }

  /// Neither the secret, nor what a right signature would have been.
  @Test(arguments: refused + StatusTests.malformed.map(\.delivery) + [.github(), .gitea()])
  func noSecretIsToldOrWritten(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    let isForged = !delivery.headers.contains {
      $0.1.hasSuffix(Delivery.signature(of: delivery.body))
    }
    let reply = try bench.send(delivery)
    for text in try bench.everything() + [reply.text] {
      #expect(!text.contains(ReceiverBench.secret))
      if isForged { #expect(!text.contains(Delivery.signature(of: delivery.body))) }
    }
  }

  @Test func aMisconfiguredSourceSaysNothingOfItself() throws {
    let bench = try ReceiverBench(secret: #"{"file":"/etc/hidden/github.secret"}"#)
    let reply = try bench.send(.github())
    #expect(reply.status == 500)
    #expect(reply("error") == "this source is misconfigured")
    #expect(!reply.text.contains("hidden"))
    let reason = try #require(try bench.journal().first?["reason"]?.asString)
    #expect(reason.contains("/etc/hidden/github.secret"))
  }

  @Test func aFaultInOneSourceStopsNoOther() throws {
    let bench = try ReceiverBench(
      sources:
        #""bad":{"path":"/hooks/bad","scheme":"github","secret":{"env":"SECRET"},"max_bdy":1},"#
        + #""good":{"path":"/hooks/github","scheme":"github","secret":{"env":"SECRET"}}"#)
    let reply = try bench.send(Delivery.github().changed { $0.path = "/hooks/bad" })
    #expect(reply.status == 500)
    #expect(reply("error") == "this source is misconfigured")
    let id = try reply.required("correlation_id")
    #expect(try bench.journal().first?["correlation_id"]?.asString == id)
    #expect(try bench.send(.github()).status == 200)
  }

  @Test(arguments: [nil, "", "\n"])
  func aMissingOrEmptySecretIsAFaultAndNeverSkipped(_ secret: String?) throws {
    var bench = try ReceiverBench()
    bench.environment["SECRET"] = secret
    #expect(try bench.send(.github(secret: "")).status == 500)
    #expect(try bench.send(.github()).status == 500)
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test func oneMissingSecretOfSeveralIsAFault() throws {
    let bench = try ReceiverBench(secret: #"[{"env":"SECRET"},{"env":"OLD"}]"#)
    #expect(try bench.send(.github()).status == 500)
  }

  @Test func everyLiveSecretIsTaken() throws {
    var bench = try ReceiverBench(secret: #"[{"env":"SECRET"},{"env":"OLD"}]"#)
    bench.environment["OLD"] = "before"
    #expect(try bench.send(.github(secret: "before")).status == 200)
    #expect(try bench.send(.github(delivery: "d-2")).status == 200)
    #expect(try bench.send(.github(delivery: "d-3", secret: "even before")).status == 401)
  }
}
