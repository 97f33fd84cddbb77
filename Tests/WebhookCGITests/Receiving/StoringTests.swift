import Common
import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// What is in the spool after a 200.
struct StoringTests {
  @Test(arguments: [
    #"{"a":1}"#, "{ \"a\" : 1.50e+3 ,\r\n\t\"b\":\"\\u00e4\\/\" }\n\n", #"{"b":"ä","":null}"#,
    #"{"payload":{"event":"x","id":"y"},"event":"z"}"#, #"{"a":"\ud800","b":1e400}"#,
  ])
  func thePayloadsBytesAreTheSenders(_ body: String) throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(.github(body)).status == 200)
    let name = try #require(bench.names(.incoming).first)
    let file = try bench.files.text(at: bench.theSpool.path(.incoming, name))
    #expect(file.contains(#","payload":"# + body + #","event":"issues","#))
  }

  @Test(arguments: [Delivery.github(), .gitea()])
  func theEventSaysWhatCame(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(delivery)
    let event = try bench.onlyEvent()
    #expect(event.text("source") == String(delivery.path.dropFirst("/hooks/".count)))
    #expect(event.text("event") == "issues")
    #expect(event.text("action") == "opened")
    #expect(event.text("repository") == "acme/site")
    #expect(event.text("delivery") == "d-1")
    #expect(event.text("remote") == "192.0.2.7")
    #expect(event.members["verified"] as? Bool == true)
    #expect(event.members["traceparent"] is NSNull)
    #expect(event.members["body_base64"] == nil)
    #expect(try #require(event.text("received")).hasPrefix("2026-11-20T10:15:02.1234"))
    let id = try reply.required("event_id")
    let mark = #","id":"\#(id)"}"# + "\n"
    #expect(String(decoding: event.bytes, as: UTF8.self).hasSuffix(mark))
    let source = try #require(event.text("source"))
    #expect(bench.names(.incoming) == ["\(id).\(source).issues.json"])
    #expect(bench.names(.tmp).isEmpty)
  }

  @Test(arguments: [
    #"{}"#, #"{"action":true,"repository":"x"}"#, #"{"repository":{"full_name":[]}}"#,
  ])
  func whatIsNoTextIsNull(_ body: String) throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(.github(body)).status == 200)
    #expect(try bench.onlyEvent().members["action"] is NSNull)
    #expect(try bench.onlyEvent().members["repository"] is NSNull)
  }

  /// A value of many megabytes, where a word is expected, is not taken into memory.
  @Test(arguments: [
    (PayloadMembers.longestText - 2, true), (PayloadMembers.longestText - 1, false),
    (Body.held + 1, false),
  ])
  func aTextBeyondAllReasonIsNotRead(_ count: Int, _ isRead: Bool) throws {
    let bench = try ReceiverBench()
    let long = String(repeating: "x", count: count)
    let body = #"{"action":"\#(long)","repository":{"full_name":"\#(long)"}}"#
    #expect(try bench.send(.github(body)).status == 200)
    let event = try bench.onlyEvent()
    #expect(event.text("action") == (isRead ? long : nil))
    #expect(event.text("repository") == (isRead ? long : nil))
    #expect(event.payload == Array(body.utf8))
  }

  /// The text stands where the file of a large body is read a second time.
  @Test func theWordsOfALargeBodyAreRead() throws {
    let bench = try ReceiverBench()
    let filler = String(repeating: " ", count: 2 * Body.held)
    let body = #"{\#(filler)"action":"op\u0065ned",\#(filler)"repository":{"full_name":"a\/b"}}"#
    #expect(try bench.send(.github(body)).status == 200)
    #expect(try bench.onlyEvent().text("action") == "opened")
    #expect(try bench.onlyEvent().text("repository") == "a/b")
  }

  @Test func anEventOfAnyNameIsStored() throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(.github("{}", event: "../../etc/ä \"x\"")).status == 200)
    #expect(try bench.onlyEvent().text("event") == "../../etc/ä \"x\"")
    #expect(try #require(bench.names(.incoming).first).contains(".github...=2F..=2Fetc=2F"))
  }

  @Test func onlyNamedHeadersAreKept() throws {
    let bench = try ReceiverBench()
    let unwanted = [
      "Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "X-Hub-Signature",
      "X-Gitlab-Token", "X-Unknown", "X-Forwarded-For", "Forwarded", "X-Gitea-Signature",
    ]
    let delivery = unwanted.reduce(Delivery.github()) { $0.adding($1, "hidden-3f1c") }
      .adding("X-GitHub-Hook-ID", "17").adding("X-GitHub-Hook-Installation-Target-Type", "repo")
    #expect(try bench.send(delivery).status == 200)
    #expect(
      try bench.onlyEvent().headers == [
        "content-type": "application/json", "user-agent": "GitHub-Hookshot/1",
        "x-github-event": "issues", "x-github-delivery": "d-1", "x-github-hook-id": "17",
        "x-github-hook-installation-target-type": "repo",
        "x-hub-signature-256": "sha256=" + Delivery.signature(of: delivery.body),
      ])
    #expect(try bench.everything().allSatisfy { !$0.contains("hidden-3f1c") })
  }

  @Test func giteasHeadersAreKeptSoThatTheEventCanBeVerifiedAgain() throws {
    let bench = try ReceiverBench()
    let delivery = Delivery.gitea().adding("X-Gitea-Event-Type", "issue_assign")
      .adding("Authorization", "Bearer hidden-3f1c")
    #expect(try bench.send(delivery).status == 200)
    #expect(
      try bench.onlyEvent().headers == [
        "content-type": "application/json", "x-gitea-event": "issues",
        "x-gitea-event-type": "issue_assign", "x-gitea-delivery": "d-1",
        "x-gitea-signature": Delivery.signature(of: delivery.body),
      ])
  }

  /// Forgejo sends all four families of headers; its own name the event.
  @Test func theMostSpecificHeaderNamesTheEvent() throws {
    let bench = try ReceiverBench()
    let delivery = Delivery.gitea(event: "gitea").adding("X-GitHub-Event", "github")
      .adding("X-Gogs-Event", "gogs").adding("X-Forgejo-Event", "forgejo")
      .adding("X-Forgejo-Delivery", "d-forgejo")
    let reply = try bench.send(delivery)
    #expect(reply("event_type") == "forgejo")
    #expect(reply("delivery_id") == "d-forgejo")
  }

  static let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

  @Test(
    arguments: [
      ([parent], parent),
      (
        ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff"],
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff"
      ),
      ([parent, parent], nil), ([parent + "-x"], nil), ([parent.uppercased()], nil),
      (["00-00000000000000000000000000000000-00f067aa0ba902b7-01"], nil),
      (["00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"], nil),
      (["01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"], parent),
      (["cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff-what-comes"], parent),
      (["01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x"], nil),
      (["01-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"], nil),
      (["ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"], nil),
      (["00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01"], nil),
      (["00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01"], nil),
      (["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7"], nil), ([""], nil), ([], nil),
    ] as [([String], String?)])
  func onlyAValidTraceContextIsKept(_ values: [String], _ kept: String?) throws {
    let bench = try ReceiverBench()
    let delivery = values.reduce(Delivery.github()) { $0.adding("traceparent", $1) }
    #expect(try bench.send(delivery).status == 200)
    #expect(try bench.onlyEvent().text("traceparent") == kept)
  }

  @Test func theJournalSaysWhatWasAccepted() throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(.github())
    let line = try #require(try bench.journal().first)
    #expect(line["what"]?.asString == "accepted")
    #expect(line["program"]?.asString == "webhook-cgi")
    #expect(line["event_id"]?.asString == reply("event_id"))
    #expect(line["delivery"]?.asString == "d-1")
    #expect(line["event"]?.asString == "issues")
    #expect(line["source"]?.asString == "github")
  }

  @Test func theReceiversFoldersAreMadeAndNoOthers() throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(.github()).status == 200)
    #expect(
      try bench.files.names(in: ReceiverBench.spool)
        == ["deliveries", "incoming", "journal", "orders", "state", "tmp"])
  }
}
