import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// What holds for a delivery of every kind of sender.
struct EverySenderTests {
  @Test func everySchemeIsHere() {
    #expect(Set(Sender.all.map(\.scheme)) == Set(Scheme.allCases))
  }

  @Test(arguments: Sender.all)
  func aGenuineDeliveryIsStored(_ sender: Sender) throws {
    let bench = try sender.bench()
    let reply = try bench.send(sender.delivery(Sender.payload))
    #expect(reply.status == 200, "\(reply.text)")
    #expect(reply("delivery_id") == "d-1")
    let event = try bench.onlyEvent()
    #expect(event.text("source") == "x")
    #expect(event.text("delivery") == "d-1")
    #expect(event.payload == Array(Sender.payload.utf8))
    #expect(event.members["verified"] as? Bool == (sender.scheme != .none))
    #expect(event.headers["content-type"] == "application/json")
    #expect(event.headers["user-agent"] == "sender/1")
  }

  @Test(arguments: Sender.all.filter { $0.scheme != .none })
  func aForgedOneIsToldNothing(_ sender: Sender) throws {
    var forger = sender.delivery(Sender.payload, secret: String(sender.secret.reversed()))
    if sender.scheme == .standardWebhooks {
      forger = sender.delivery(Sender.payload).changed { $0.body.append(0x20) }
    }
    if sender.scheme == .path { forger.path = "/x/another" }
    let bench = try sender.bench()
    let reply = try bench.send(forger)
    #expect(reply.status == (sender.scheme == .path ? 404 : 401))
    #expect(
      reply("error") == (sender.scheme == .path ? "not found" : "missing or invalid signature"))
    #expect(bench.names(.incoming).isEmpty)
    #expect(bench.names(.deliveries).isEmpty)
    #expect(bench.names(.tmp).isEmpty)
  }

  /// Neither a token nor a password nor a key is anywhere in the spool, the journal, or an answer.
  @Test(arguments: Sender.all)
  func noSecretIsKeptOrTold(_ sender: Sender) throws {
    let bench = try sender.bench()
    let basic = Base64.encode(Array("user:\(sender.secret)".utf8))
    let hidden = [sender.secret, String(decoding: basic, as: UTF8.self)]
    let delivery = sender.delivery(Sender.payload, [("Cookie", sender.secret)])
    for change in [delivery, delivery, delivery.changed { $0.body = Array("{".utf8) }] {
      let reply = try bench.send(change)
      for text in hidden { #expect(!reply.text.contains(text)) }
    }
    for text in hidden {
      #expect(try bench.everything().allSatisfy { !$0.contains(text) })
    }
  }

  @Test(arguments: Sender.all)
  func aRepetitionIsAnsweredAsItsSenderNeedsIt(_ sender: Sender) throws {
    let bench = try sender.bench()
    let first = try bench.send(sender.delivery(Sender.payload))
    let second = try bench.send(sender.delivery(Sender.payload))
    let isForge = [.github, .gitea].contains(sender.scheme)
    #expect(second.status == (isForge ? 409 : 200))
    #expect(second("status") == (isForge ? nil : "duplicate"))
    #expect(try second.required("event_id") == first.required("event_id"))
    #expect(bench.names(.incoming).count == 1)
  }

  @Test(arguments: Sender.all, [Scheme.github, .stripe])
  func twoSourcesMayUseOneID(_ sender: Sender, _ other: Scheme) throws {
    guard sender.scheme != other, sender.scheme != .path else { return }
    let second = try Sender.of(other)
    let secret = sender.scheme == .none ? "" : #""secret":{"env":"ONE"},"#
    var bench = try ReceiverBench(
      sources: #""x":{\#(secret)\#(sender.keys)"path":"/x","scheme":"\#(sender.scheme.rawValue)"},"#
        + #""y":{"secret":{"env":"TWO"},"path":"/y","scheme":"\#(other.rawValue)"}"#)
    bench.environment = ["ONE": sender.secret, "TWO": second.secret]
    #expect(try bench.send(sender.delivery(Sender.payload))("status") == "accepted")
    let there = second.delivery(Sender.payload).changed { $0.path = "/y" }
    #expect(try bench.send(there)("status") == "accepted")
    #expect(bench.names(.incoming).count == 2)
  }

  /// Whoever has the secret of one repository could name another in a payload.
  @Test(
    arguments: Sender.all.filter { ![.slack, .standardWebhooks, .shopify].contains($0.scheme) })
  func aSourceTiedToARepositoryTakesNoOther(_ sender: Sender) throws {
    let bench = try sender.bench(#""repositories":["a/b"],"#)
    let other = try bench.send(sender.delivery(Sender.payload(repository: "a/other")))
    #expect(other.status == 200)
    #expect(other("reason") == "repository_not_accepted")
    let none = try bench.send(
      sender.delivery(#"{"id":"d-1","type":"push","webhookEvent":"push"}"#))
    #expect(none("reason") == "repository_not_accepted")
    #expect(bench.names(.incoming).isEmpty)
    #expect(try bench.send(sender.delivery(Sender.payload))("status") == "accepted")
    #expect(try bench.onlyEvent().text("repository") == "a/b")
  }

  /// These say no repository at all, so nothing can pass a tie.
  @Test(arguments: [Scheme.slack, .standardWebhooks])
  func aTieLeavesNothingOfASenderWithoutRepositories(_ scheme: Scheme) throws {
    let sender = try Sender.of(scheme)
    let bench = try sender.bench(#""repositories":["*"],"#)
    let reply = try bench.send(sender.delivery(Sender.payload))
    #expect(reply("reason") == "repository_not_accepted")
  }

  @Test func aShopifySourceMayBeTiedToAShop() throws {
    let sender = try Sender.of(.shopify)
    let other = try sender.bench(#""repositories":["b.myshopify.com"],"#)
    #expect(
      try other.send(sender.delivery(Sender.payload))("reason") == "repository_not_accepted")
    let own = try sender.bench(#""repositories":["a.myshopify.com"],"#)
    #expect(try own.send(sender.delivery(Sender.payload))("status") == "accepted")
  }

  @Test(arguments: Sender.all)
  func aHeaderThatSaysWhatItIsMayNotBeThereTwice(_ sender: Sender) throws {
    for (name, _) in sender.headers where !name.lowercased().hasPrefix("webhook-") {
      let bench = try sender.bench()
      let reply = try bench.send(sender.delivery(Sender.payload).adding(name, "other"))
      #expect(reply.status == 400, "\(name)")
      #expect(bench.names(.incoming).isEmpty)
    }
  }

  /// Joined by a web server it is another id or another event, and never one of the two.
  @Test(arguments: Sender.all)
  func aJoinedHeaderIsNeitherOfItsParts(_ sender: Sender) throws {
    for (name, value) in sender.headers where !name.lowercased().hasPrefix("webhook-") {
      let bench = try sender.bench(#""events":["push","Push Hook","repo:push","orders/create"],"#)
      let joined = sender.delivery(Sender.payload).with(name, "\(value), \(value)")
      let reply = try bench.send(joined)
      let isStored = reply("status") == "accepted"
      #expect(isStored == (bench.names(.incoming).count == 1))
      if isStored {
        let event = try bench.onlyEvent()
        #expect([event.text("delivery"), event.text("repository")].contains("\(value), \(value)"))
      } else {
        #expect(reply("reason") == "unsupported_event_type")
      }
    }
  }

  @Test(arguments: Sender.all.filter { ![.slack, .standardWebhooks].contains($0.scheme) })
  func onlyKnownSendersWithFormsTakeThem(_ sender: Sender) throws {
    let form = "application/x-www-form-urlencoded"
    let delivery = sender.delivery("a=b", type: form)
    let taken: [Scheme] = [.github, .gitea, .hmac, .token, .basic, .bearer, .path, .none]
    let reply = try sender.bench().send(delivery)
    #expect((reply.status == 415) == !taken.contains(sender.scheme), "\(reply.text)")
  }
}
