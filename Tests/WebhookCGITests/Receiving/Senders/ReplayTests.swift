import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// A captured request that somebody sends again.
struct ReplayTests {
  private static let body = #""replay":"body","#

  /// The id stands outside of what is signed, so whoever saw a request can change it.
  static let unsigned: [(Scheme, String)] = [
    (.github, "X-GitHub-Delivery"), (.gitea, "X-Gitea-Delivery"), (.gitlab, "Idempotency-Key"),
    (.bitbucket, "X-Request-UUID"), (.jira, "X-Atlassian-Webhook-Identifier"),
    (.shopify, "X-Shopify-Event-Id"), (.hmac, "X-Id"), (.bearer, "X-Id"), (.path, "X-Id"),
  ]

  @Test(arguments: unsigned)
  func aBodyCountsOnceWhateverIDItHas(_ scheme: Scheme, _ header: String) throws {
    let sender = try Sender.of(scheme)
    let bench = try sender.bench(Self.body)
    let first = try bench.send(sender.delivery(Sender.payload))
    #expect(first("status") == "accepted")
    for replay in [
      sender.delivery(Sender.payload).with(header, "d-2"),
      sender.delivery(Sender.payload).without(header),
    ] {
      let reply = try bench.send(replay)
      #expect(reply.status == ([.github, .gitea].contains(scheme) ? 409 : 200))
      #expect(reply("event_id") == first("event_id"))
      #expect(reply("status") != "accepted")
    }
    #expect(bench.names(.incoming).count == 1)
    let other = try bench.send(sender.delivery(Sender.payload + " ").with(header, "d-3"))
    #expect(other("status") == "accepted")
  }

  /// The policy without `"replay": "body"`: what nobody signed is believed.
  @Test(arguments: unsigned)
  func usuallyTheSendersIDIsBelieved(_ scheme: Scheme, _ header: String) throws {
    let sender = try Sender.of(scheme)
    let bench = try sender.bench()
    for id in ["d-1", "d-2"] {
      let reply = try bench.send(sender.delivery(Sender.payload).with(header, id))
      #expect(reply("status") == "accepted")
    }
    #expect(bench.names(.incoming).count == 2)
  }

  /// The event's name is not signed either: with a new id it is another event, unless bodies count.
  @Test func anEventHeaderChangedOnASignedBody() throws {
    let changed = Delivery.github(event: "release", delivery: "d-2")
    let believing = try ReceiverBench()
    #expect(try believing.send(.github())("status") == "accepted")
    #expect(try believing.send(.github(event: "release")).status == 409)
    #expect(try believing.send(changed)("event_type") == "release")
    let strict = try ReceiverBench(source: Self.body)
    #expect(try strict.send(.github())("status") == "accepted")
    #expect(try strict.send(changed).status == 409)
    #expect(try strict.onlyEvent().text("event") == "issues")
  }

  /// Svix's ids are signed: one of the other family beside it was written by somebody else.
  @Test(arguments: [("svix", "webhook"), ("webhook", "svix")])
  func anIDBesideTheSignedOneIsNotLookedAt(_ family: String, _ other: String) throws {
    let sender = Sender(.standardWebhooks, "", [("\(family)-id", "d-1")])
    let bench = try sender.bench()
    let genuine = sender.delivery(Sender.payload)
    #expect(try bench.send(genuine)("status") == "accepted")
    let replay = try bench.send(genuine.adding("\(other)-id", "d-2"))
    #expect(replay("status") == "duplicate")
    #expect(replay("delivery_id") == "d-1")
    #expect(bench.names(.incoming).count == 1)
  }

  @Test func gitLabsSignedIDWinsOverTheOneBesideIt() throws {
    let id = ("webhook-id", "d-1")
    let signer = Sender(.standardWebhooks, "", [id])
    var bench = try Sender(.gitlab).bench()
    bench.environment["SECRET"] = Sender.marked
    let genuine = signer.delivery("{}", [("X-Gitlab-Event", "Push Hook")])
      .adding("Idempotency-Key", "d-1")
    #expect(try bench.send(genuine)("status") == "accepted")
    #expect(try bench.send(genuine.with("Idempotency-Key", "d-2"))("status") == "duplicate")
    #expect(try bench.onlyEvent().text("delivery") == "d-1")
  }

  @Test func oneIDWithAnotherBodyIsADuplicate() throws {
    let bench = try ReceiverBench(source: Self.body)
    let first = try bench.send(.github())
    let second = try bench.send(.github(#"{"other":1}"#))
    #expect(second.status == 409)
    #expect(second("event_id") == first("event_id"))
    // Nothing was noted for a body that was not stored: under its own id it is taken.
    #expect(try bench.send(.github(#"{"other":1}"#, delivery: "d-2"))("status") == "accepted")
  }

  /// The event's name is not signed: an ignored body could become another event.
  @Test func anIgnoredBodyIsNoOtherEvent() throws {
    let bench = try ReceiverBench(source: Self.body + #""events":["push"],"#)
    #expect(try bench.send(.github(event: "issue_comment"))("status") == "ignored")
    for delivery in ["d-1", "d-2"] {
      let replay = try bench.send(.github(event: "push", delivery: delivery))
      #expect(replay.status == 409)
      #expect(replay("event_id") == nil)
    }
    #expect(try bench.send(.github(event: "issue_comment", delivery: "d-2")).status == 409)
    #expect(try bench.send(.github(event: "issue_comment"))("status") == "ignored")
    #expect(bench.names(.incoming).isEmpty)
    #expect(try bench.send(.github("{}", event: "push", delivery: "d-3"))("status") == "accepted")
  }

  @Test func aPingIsNoOtherEvent() throws {
    let bench = try ReceiverBench(source: Self.body)
    #expect(try bench.send(.github(event: "ping"))("status") == "pong")
    #expect(try bench.send(.github(event: "push", delivery: "d-2")).status == 409)
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test func aRedeliveryPassesAfterTheEventsWereWidened() throws {
    let bench = try ReceiverBench(source: Self.body + #""events":["push"],"#)
    #expect(try bench.send(.github(event: "issues"))("status") == "ignored")
    let path = "/config.json"
    try bench.files.remove(path)
    try bench.files.put(
      #"{"spool":"/spool","sources":{"github":{\#(Self.body)"path":"/hooks/github","#
        + #""scheme":"github","secret":{"env":"SECRET"}}}}"#, at: path)
    let wider = try bench.reloaded()
    #expect(try wider.send(.github(event: "issues", delivery: "d-2")).status == 409)
    #expect(try wider.send(.github(event: "push")).status == 409)
    #expect(try wider.send(.github(event: "issues"))("status") == "accepted")
    #expect(try wider.send(.github(event: "issues")).status == 409)
  }

  /// Usually nothing is noted of a request that is ignored.
  @Test func anIgnoredRequestUsuallyLeavesNoEntry() throws {
    let bench = try ReceiverBench(source: #""events":["push"],"#)
    #expect(try bench.send(.github(event: "issues"))("status") == "ignored")
    #expect(bench.names(.deliveries).isEmpty)
  }

  @Test func twoSourcesMayGetOneBody() throws {
    let bench = try ReceiverBench(source: Self.body)
    #expect(try bench.send(.github())("status") == "accepted")
    #expect(try bench.send(.gitea())("status") == "accepted")
  }

  /// GitHub signs the form's bytes; Gitea signs the JSON inside, and anybody can write another form
  /// around that.
  @Test func aFormAroundASeenBodyIsSeenToo() throws {
    let (json, form) = (FormDeliveryTests.json, FormDeliveryTests.form)
    let bench = try ReceiverBench(source: Self.body)
    #expect(try bench.send(FormDeliveryTests.form(.gitea(json), sent: form)).status == 200)
    for sent in [form, "a=b&" + form, form + "&c=d"] {
      let replay = FormDeliveryTests.form(.gitea(json, delivery: "d-2"), sent: sent)
      #expect(try bench.send(replay).status == 409)
    }
    #expect(try bench.send(.gitea(json, delivery: "d-3")).status == 409)
    #expect(bench.names(.incoming).count == 1)
    #expect(try bench.send(FormDeliveryTests.form(.github(form), sent: form)).status == 200)
    let replay = FormDeliveryTests.form(.github(form, delivery: "d-2"), sent: form)
    #expect(try bench.send(replay).status == 409)
    let other = "a=b&" + form
    let another = FormDeliveryTests.form(.github(other, delivery: "d-2"), sent: other)
    #expect(try bench.send(another).status == 200)
  }

  @Test(arguments: Sender.all)
  func aSourceMayTakeEverythingAgain(_ sender: Sender) throws {
    let bench = try sender.bench(#""replay":"off","#)
    for _ in 1...3 {
      #expect(try bench.send(sender.delivery(Sender.payload))("status") == "accepted")
    }
    #expect(bench.names(.incoming).count == 3)
    #expect(bench.names(.deliveries).isEmpty)
    #expect(try bench.event(#require(bench.names(.incoming).first)).text("delivery") == "d-1")
  }

  @Test(arguments: Sender.all.filter { $0.scheme != .none }, ["delivery", "body"])
  func aRedeliveryOfAFailedEventIsRetried(_ sender: Sender, _ policy: String) throws {
    let bench = try sender.bench(#""replay":"\#(policy)","#)
    let first = try bench.send(sender.delivery(Sender.payload))
    let source = try #require(SpoolWord("x"))
    try bench.theSpool.ledger.markFailed(DeliveryKey(source: source, delivery: "d-1"))
    let second = try bench.send(sender.delivery(Sender.payload))
    #expect(second.status == 200)
    #expect(second("status") == "accepted")
    #expect(try second.required("event_id") == first.required("event_id"))
    #expect(bench.names(.incoming).count == 1)
    #expect(bench.names(.orders).count == 1)
  }

  /// Whoever replays a failed event under another id does not get it retried.
  @Test func aReplayOfAFailedEventIsNotRetried() throws {
    let bench = try ReceiverBench(source: Self.body)
    #expect(try bench.send(.github()).status == 200)
    let source = try #require(SpoolWord("github"))
    try bench.theSpool.ledger.markFailed(DeliveryKey(source: source, delivery: "d-1"))
    #expect(try bench.send(.github(delivery: "d-2")).status == 409)
    #expect(bench.names(.orders).isEmpty)
  }
}
