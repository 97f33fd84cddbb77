import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Sources that say themselves how their sender signs, and where it says what.
struct SenderDescriptionTests {
  private static let hmac = #""hmac":{"header":"X-Sig"},"#

  @Test func withoutAWordTheEventIsTheSourcesName() throws {
    let sender = Sender(.hmac, Self.hmac)
    let bench = try sender.bench()
    let reply = try bench.send(sender.delivery("{}"))
    #expect(reply("event_type") == "x")
    #expect(reply.memberNames.contains("delivery_id"))
    let event = try bench.onlyEvent()
    for name in ["action", "repository", "delivery"] { #expect(event.text(name) == nil) }
  }

  @Test(arguments: ["[]", #"[{"event":"x"}]"#, "[[1],2]"])
  func anArrayIsAPayloadToo(_ body: String) throws {
    for scheme in [Scheme.hmac, .token, .basic, .bearer, .path, .none] {
      let sender = try Sender.of(scheme)
      let bench = try sender.bench()
      #expect(try bench.send(sender.delivery(body))("status") == "accepted")
      #expect(try bench.onlyEvent().payload == Array(body.utf8))
    }
  }

  @Test(arguments: ["1", "null", #""text""#, "true", "[1", ""])
  func anythingElseIsNone(_ body: String) throws {
    let sender = try Sender.of(.hmac)
    #expect(try sender.bench().send(sender.delivery(body)).status == 400)
  }

  @Test(arguments: Sender.all.filter(\.scheme.isKnownSender))
  func aKnownSenderSendsNoArray(_ sender: Sender) throws {
    let reply = try sender.bench().send(sender.delivery("[]"))
    #expect(reply.status == (sender.scheme == .gitea ? 422 : 400))
    #expect(reply("error") == "the payload is not a JSON object")
  }

  @Test func valuesComeOutOfThePayload() throws {
    let sender = Sender(
      .hmac,
      Self.hmac + #""event_from":{"payload":"event_type"},"delivery_from":{"payload":"meta.id"},"#
        + #""action_from":{"payload":["a.b","c"]},"repository_from":{"payload":"no"},"#)
    let bench = try sender.bench()
    let body = #"{"event_type":"transaction.paid","meta":{"id":17},"a.b":{"c":"done"}}"#
    #expect(try bench.send(sender.delivery(body))("event_type") == "transaction.paid")
    let event = try bench.onlyEvent()
    #expect(event.text("delivery") == "17")
    #expect(event.text("action") == "done")
    #expect(event.text("repository") == nil)
    let missing = try bench.send(sender.delivery("{}"))
    #expect(missing.status == 422)
    #expect(missing("error") == "the payload's member \"event_type\" is missing")
  }

  @Test func onlyHeadersThatWereNamedOrSignedAreKept() throws {
    let sender = Sender(
      .hmac,
      #""hmac":{"header":"X-Sig","signed":"{header:Authorization}.{body}.{header:X-Signed}"},"#
        + #""event_from":{"header":"X-Event"},"delivery_from":{"header":"X-Id"},"#,
      [("X-Event", "e"), ("X-Id", "i"), ("X-Signed", "s"), ("X-Other", "hidden-1")])
    let bench = try sender.bench()
    let delivery = sender.delivery("{}").adding("Authorization", "hidden-2")
      .with("X-Sig", Delivery.signature(of: Array("hidden-2.{}.s".utf8)))
    #expect(try bench.send(delivery)("status") == "accepted")
    #expect(
      Set(try bench.onlyEvent().headers.keys) == [
        "content-type", "user-agent", "x-event", "x-id", "x-sig", "x-signed",
      ])
    #expect(try bench.everything().allSatisfy { !$0.contains("hidden-") })
  }

  @Test func aFormOfFieldsBecomesAnObject() throws {
    let sender = Sender(.token, #""token":{"header":"X-Token"},"event_from":{"payload":"kind"},"#)
    let bench = try sender.bench()
    let form = sender.delivery(
      "kind=note&tag=a&tag=b", type: "application/x-www-form-urlencoded")
    #expect(try bench.send(form)("event_type") == "note")
    let payload = try bench.onlyEvent().payload
    #expect(String(decoding: payload, as: UTF8.self) == #"{"kind":"note","tag":["a","b"]}"#)
  }

  /// A wrong secret, a wrong method, and a path of nobody look alike.
  @Test func aPathsSecretShowsInNoAnswer() throws {
    let sender = try Sender.of(.path)
    let bench = try sender.bench()
    let wrong = sender.delivery(Sender.payload).changed { $0.path = "/x/wrong" }
    let nobody = sender.delivery(Sender.payload).changed { $0.path = "/nobody" }
    let texts = try [
      wrong, nobody, wrong.changed { $0.method = "GET" }, wrong.without("Content-Type"),
      wrong.changed { $0.path = "/x/" }, wrong.changed { $0.path = "/x/{secret}" },
      wrong.changed { $0.path = "/x/\(ReceiverBench.secret)/" },
      wrong.changed { $0.path = "/x/\(ReceiverBench.secret.uppercased())" },
    ].map { try bench.send($0).text }
    #expect(Set(texts).count == 1)
    #expect(texts[0].contains("404"))
    let get = try bench.send(sender.delivery(Sender.payload).changed { $0.method = "GET" })
    #expect(get.status == 405)
  }

  @Test(arguments: [("delivery", 409), ("body", 409)])
  func theStatusOfARepetitionMayBeChosen(_ policy: String, _ status: Int) throws {
    let sender = try Sender.of(.stripe)
    let bench = try sender.bench(
      #""replay":"\#(policy)","answers":{"duplicate":\#(status),"unauthorized":403},"#)
    #expect(try bench.send(sender.delivery(Sender.payload)).status == 200)
    #expect(try bench.send(sender.delivery(Sender.payload)).status == status)
    #expect(try bench.send(sender.delivery(Sender.payload, late: 301)).status == 403)
  }
}
