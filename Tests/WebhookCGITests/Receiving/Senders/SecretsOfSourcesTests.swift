import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Secrets that change, secrets that cannot be used, and the clock of the check.
struct SecretsOfSourcesTests {
  @Test(arguments: Sender.all.filter { $0.scheme != .none })
  func anOldSecretPassesUntilItIsTakenAway(_ sender: Sender) throws {
    let both = try sender.bench("", secret: #"[{"env":"NEW"},{"env":"SECRET"}]"#)
    var changing = both
    changing.environment["NEW"] =
      sender.scheme == .standardWebhooks ? "whsec_AAECAwQFBgcICQ==" : "the new one"
    #expect(try changing.send(sender.delivery(Sender.payload)).status == 200)
    var after = try sender.bench("", secret: #"{"env":"NEW"}"#)
    after.environment = changing.environment
    let refused = try after.send(sender.delivery(Sender.payload)).status
    #expect(refused == (sender.scheme == .path ? 404 : 401))
    #expect(after.names(.incoming).isEmpty)
  }

  @Test(arguments: Sender.all.filter { $0.scheme != .none })
  func aSecretThatIsMissingOrEmptyNeverPasses(_ sender: Sender) throws {
    for secret in [nil, "", "\n"] as [String?] {
      var bench = try sender.bench()
      bench.environment["SECRET"] = secret
      for delivery in [
        sender.delivery(Sender.payload), sender.delivery(Sender.payload, secret: ""),
      ] {
        let reply = try bench.send(delivery)
        #expect(reply.status == 500)
        #expect(reply("error") == "this source is misconfigured")
        #expect(!reply.text.contains("SECRET"))
      }
      let reason = try #require(try bench.journal().last?["reason"]?.asString)
      #expect(reason.contains("SECRET"))
      #expect(bench.names(.incoming).isEmpty)
    }
  }

  @Test(arguments: ["words, not digits", "whsec_!", "whsec_", "AAECA", "whsec_AAECA"])
  func aSigningSecretThatIsNoBase64IsSaidInTheJournalAlone(_ secret: String) throws {
    let sender = try Sender.of(.standardWebhooks)
    var bench = try sender.bench()
    bench.environment["SECRET"] = secret
    let reply = try bench.send(sender.delivery(Sender.payload))
    #expect(reply.status == 500)
    #expect(reply("error") == "this source is misconfigured")
    let line = try #require(try bench.journal().last)
    #expect(
      line["reason"]?.asString
        == "source x: secret in environment variable SECRET: it is not base 64, "
        + "as its scheme needs")
    #expect(try bench.everything().allSatisfy { !$0.contains(secret) })
  }

  @Test(arguments: ["whsec_AAECAwQFBgcICQ==", "whsec_AAECAwQFBgcICQ", "AAECAwQFBgcICQ"])
  func aSigningSecretMayLackItsPadding(_ secret: String) throws {
    let sender = try Sender.of(.standardWebhooks)
    var bench = try sender.bench()
    bench.environment["SECRET"] = secret
    let padded = "whsec_AAECAwQFBgcICQ=="
    #expect(try bench.send(sender.delivery(Sender.payload, secret: padded)).status == 200)
  }

  @Test(arguments: [Scheme.token, .basic, .bearer, .path])
  func aSigningSecretIsNeverAToken(_ scheme: Scheme) throws {
    let sender = try Sender.of(scheme)
    var bench = try sender.bench()
    bench.environment["SECRET"] = "whsec_AAEC"
    let path = scheme == .path ? "/x/whsec_AAEC" : "/x"
    let delivery = sender.delivery(Sender.payload, secret: "whsec_AAEC").changed { $0.path = path }
    #expect(try bench.send(delivery).status == 500)
    let reason = try #require(try bench.journal().last?["reason"]?.asString)
    #expect(reason.contains("never passes as a token"))
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test func anotherSourceGoesOn() throws {
    let good = #""good":{"path":"/hooks/github","scheme":"github","secret":{"env":"SECRET"}}"#
    let bad = #""bad":{"path":"/bad","scheme":"github","secret":{"env":"NONE"}}"#
    let bench = try ReceiverBench(sources: "\(bad),\(good)")
    #expect(try bench.send(Delivery.github().changed { $0.path = "/bad" }).status == 500)
    #expect(try bench.send(.github()).status == 200)
  }

  /// To ask why an old delivery was refused; the environment is the program's own.
  @Test(arguments: [Scheme.stripe, .slack, .standardWebhooks])
  func anotherClockMayBeSetForTheCheck(_ scheme: Scheme) throws {
    let sender = try Sender.of(scheme)
    let old = sender.delivery(Sender.payload, late: 86_400)
    var bench = try sender.bench()
    let refused = try bench.send(old)
    #expect(refused.status == 401)
    let now = SimulatedClock().now().seconds
    for (clock, status) in [
      ("\(now - 86_400 + 301)", 401), ("\(now - 86_400 - 301)", 401), ("x", 401), ("", 401),
      ("\(now - 86_400 + 300)", 200),
    ] {
      bench.environment[VerificationClock.variable] = clock
      #expect(try bench.send(old).status == status, "\(clock)")
    }
    bench.environment[VerificationClock.variable] = nil
    // The clock of the event is the real one all the time.
    #expect(try #require(bench.onlyEvent().text("received")).hasPrefix("2026-11-20T10:15:02"))
  }

  @Test(arguments: [
    (301 as Int64, false, "signature untimely"),
    (-301, false, "signature untimely"),
    (0, true, "signature mismatch"),
  ])
  func theJournalSaysWhatToLookAt(_ late: Int64, _ isForged: Bool, _ reason: String) throws {
    let sender = try Sender.of(.stripe)
    var bench = try sender.bench("", secret: #"[{"env":"SECRET"},{"env":"OLD"}]"#)
    bench.environment["OLD"] = "old"
    let delivery = sender.delivery(
      Sender.payload, secret: isForged ? "another" : nil, late: late)
    let reply = try bench.send(delivery)
    #expect(reply("error") == "missing or invalid signature")
    let line = try #require(try bench.journal().last)
    #expect(line["reason"]?.asString == reason)
    #expect(line["secrets_tried"]?.asInteger == 2)
    #expect(line["clock_difference"]?.asInteger == Int(late))
  }
}
