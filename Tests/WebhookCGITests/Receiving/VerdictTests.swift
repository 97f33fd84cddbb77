import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// What the sender of a genuine request is told.
struct VerdictTests {
  @Test(arguments: [Delivery.github(), .gitea()])
  func aStoredEventIsAcknowledgedWithItsID(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(delivery)
    #expect(reply.status == 200)
    #expect(reply.memberNames == ["status", "delivery_id", "event_type", "event_id"])
    #expect(reply("status") == "accepted")
    #expect(reply("delivery_id") == "d-1")
    #expect(reply("event_type") == "issues")
    #expect(try bench.onlyEvent().text("id") == reply("event_id"))
  }

  @Test func aMissingDeliveryIDIsNoFault() throws {
    let bench = try ReceiverBench()
    for _ in 1...2 {
      let reply = try bench.send(Delivery.github().without("X-GitHub-Delivery"))
      #expect(reply.status == 200)
      #expect(reply.memberNames.contains("delivery_id"))
      #expect(reply("delivery_id") == nil)
    }
    #expect(bench.names(.incoming).count == 2)
    #expect(bench.names(.deliveries).isEmpty)
  }

  @Test func aPingIsAnsweredAndNotStored() throws {
    let bench = try ReceiverBench(source: #""events":["push"],"#)
    let reply = try bench.send(.github(#"{"zen":"Keep it \"logically\" awesome."}"#, event: "ping"))
    #expect(reply.status == 200)
    #expect(reply("status") == "pong")
    #expect(reply("zen") == "Keep it \"logically\" awesome.")
    #expect(reply("delivery_id") == "d-1")
    #expect(bench.names(.incoming).isEmpty)
    #expect(bench.names(.deliveries).isEmpty)
    #expect(try bench.journal().map { $0["what"]?.asString } == ["pong"])
  }

  @Test func aForgedPingIsRefused() throws {
    let reply = try ReceiverBench().send(.github("{}", event: "ping", secret: "another"))
    #expect(reply.status == 401)
    #expect(reply("zen") == nil)
  }

  static let ignored: [(String, Delivery, String)] = [
    (#""events":["push","pull_request"],"#, .github(), "unsupported_event_type"),
    (#""events":"push","#, .gitea(), "unsupported_event_type"),
    (#""events":"push","#, .github(event: "Push"), "unsupported_event_type"),
    (#""repositories":["acme/other"],"#, .github(), "repository_not_accepted"),
    (#""repositories":["other/*"],"#, .gitea(), "repository_not_accepted"),
    (#""repositories":["acme/*"],"#, .github("{}"), "repository_not_accepted"),
    (#""repositories":["acme/*"],"#, .github(#"{"repository":null}"#), "repository_not_accepted"),
  ]

  @Test(arguments: ignored)
  func whatASourceDoesNotTakeIsIgnoredWithAReason(
    _ source: String, _ delivery: Delivery, _ reason: String
  ) throws {
    let bench = try ReceiverBench(source: source)
    let reply = try bench.send(delivery)
    #expect(reply.status == 200)
    #expect(reply("status") == "ignored")
    #expect(reply("reason") == reason)
    #expect(reply("event_type") == delivery.headers.first { $0.0.hasSuffix("-Event") }?.1)
    #expect(bench.names(.incoming).isEmpty)
    #expect(bench.names(.deliveries).isEmpty)
    #expect(try bench.journal().map { $0["reason"]?.asString } == [reason])
  }

  @Test(arguments: [
    #""events":["push","issues"],"#, #""repositories":["other/x","acme/*"],"#,
    #""repositories":"acme/site","#,
  ])
  func whatASourceTakesIsStored(_ source: String) throws {
    #expect(try ReceiverBench(source: source).send(.github())("status") == "accepted")
  }

  /// A joined header names no event that a source takes, and two headers name none at all.
  @Test func anEventHeaderGivenTwiceIsNotTaken() throws {
    let bench = try ReceiverBench(source: #""events":["push"],"#)
    let joined = try bench.send(.github(event: "push, push"))
    #expect(joined("reason") == "unsupported_event_type")
    let twice = try bench.send(Delivery.github(event: "push").adding("X-GitHub-Event", "issues"))
    #expect(twice.status == 400)
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test(arguments: [
    (#"{"accepted":202}"#, Delivery.github(), 202),
    (#"{"accepted":204}"#, .github("{}", event: "ping"), 204),
    (#"{"unauthorized":403}"#, .github(secret: "another"), 403),
    (#"{"unauthorized":403}"#, Delivery.gitea().without("X-Gitea-Signature"), 403),
    (#"{"malformed":422}"#, .github("{"), 422),
    (#"{"malformed":422}"#, Delivery.github().without("X-GitHub-Event"), 422),
    (#"{"malformed":202}"#, Delivery.github().changed { $0.declaredCount = 9999 }, 202),
    (#"{"malformed":200}"#, Delivery.github().changed { $0.method = "GET" }, 405),
  ])
  func theSourceMayChooseTheStatus(_ answers: String, _ delivery: Delivery, _ status: Int) throws {
    let reply = try ReceiverBench(source: #""answers":\#(answers),"#).send(delivery)
    #expect(reply.status == status)
    if status == 204 { #expect(reply.memberNames.isEmpty) }
  }
}
