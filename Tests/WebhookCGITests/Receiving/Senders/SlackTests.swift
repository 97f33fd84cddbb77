import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Slack sends three things: events, interactions and slash commands.
struct SlackTests {
  private let sender = Sender(.slack)
  private static let form = "application/x-www-form-urlencoded"

  @Test func anEventIsTakenOutOfItsWrapper() throws {
    let bench = try sender.bench()
    let payload =
      #"{"token":"x","team_id":"T1","event":{"type":"app_mention","user":"U1"},"#
      + #""type":"event_callback","event_id":"Ev1","event_time":1234567890}"#
    let reply = try bench.send(
      sender.delivery(payload, [("X-Slack-Retry-Num", "1"), ("X-Slack-Retry-Reason", "timeout")]))
    #expect(reply("event_type") == "app_mention")
    let event = try bench.onlyEvent()
    #expect(event.text("delivery") == "Ev1")
    #expect(event.text("action") == nil)
    #expect(
      Set(event.headers.keys) == [
        "content-type", "user-agent", "x-slack-request-timestamp", "x-slack-signature",
        "x-slack-retry-num", "x-slack-retry-reason",
      ])
    // A retry is signed anew, at another time.
    let retry = try bench.send(sender.delivery(payload, late: -1))
    #expect(retry("status") == "duplicate")
  }

  @Test func anInteractionIsJSONInAForm() throws {
    let bench = try sender.bench()
    let json = #"{"type":"block_actions","trigger_id":"12.34.ab","user":{"id":"U1"}}"#
    let body = "payload=" + FormDeliveryTests.escaped(json)
    let reply = try bench.send(sender.delivery(body, type: Self.form))
    #expect(reply("event_type") == "block_actions")
    let event = try bench.onlyEvent()
    #expect(event.payload == Array(json.utf8))
    #expect(event.body == Array(body.utf8))
    #expect(event.text("delivery") == "12.34.ab")
  }

  @Test func aSlashCommandIsAFormOfFields() throws {
    let bench = try sender.bench(#""events":["/deploy"],"#)
    let body = "command=%2Fdeploy&text=main+now&user_id=U1&trigger_id=12.34.ab"
    let reply = try bench.send(sender.delivery(body, type: Self.form))
    #expect(reply("event_type") == "/deploy")
    let event = try bench.onlyEvent()
    let json = #"{"command":"/deploy","text":"main now","user_id":"U1","trigger_id":"12.34.ab"}"#
    #expect(String(decoding: event.payload, as: UTF8.self) == json)
    #expect(event.body == Array(body.utf8))
    #expect(event.text("delivery") == "12.34.ab")
    let other = "command=%2Fother&trigger_id=12.34.cd"
    #expect(
      try bench.send(sender.delivery(other, type: Self.form))("reason") == "unsupported_event_type")
  }

  @Test func theFormsBytesAreSigned() throws {
    let bench = try sender.bench()
    let sent = sender.delivery("command=%2Fdeploy", type: Self.form)
    let other = sent.changed { $0.body = Array("command=%2fdeploy".utf8) }
    #expect(try bench.send(other).status == 401)
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test func theChallengeIsGivenBackAndNothingStored() throws {
    let bench = try sender.bench(#""events":["app_mention"],"#)
    let payload = #"{"type":"url_verification","token":"x","challenge":"3eZbrw1a\"B"}"#
    let reply = try bench.send(sender.delivery(payload))
    #expect(reply.status == 200)
    #expect(reply.memberNames == ["challenge"])
    #expect(reply("challenge") == "3eZbrw1a\"B")
    #expect(bench.names(.incoming).isEmpty)
    #expect(bench.names(.deliveries).isEmpty)
    #expect(try bench.send(sender.delivery(payload, secret: "another")).status == 401)
    #expect(try bench.send(sender.delivery(payload, late: 301)).status == 401)
    let without = try bench.send(sender.delivery(#"{"type":"url_verification"}"#))
    #expect(without.status == 422)
  }
}
