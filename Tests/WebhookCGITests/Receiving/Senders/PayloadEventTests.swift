import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Senders that say in the payload what happened.
///
/// The payloads are made after the senders' own documentation.
struct PayloadEventTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let scheme: Scheme
    let payload: String
    var headers: [(String, String)] = []
    let event: String
    var action: String?
    var repository: String?
    var delivery: String?
    /// The names of the kept headers, besides content type and user agent.
    var kept: Set<String> = []

    var testDescription: String { "\(scheme.rawValue) \(event)" }
  }

  static let rows = [
    Row(
      scheme: .gitlab,
      payload: #"{"object_kind":"release","action":"delete","tag":"1","#
        + #""project":{"path_with_namespace":"a/b"}}"#,
      headers: [("X-Gitlab-Event", "Release Hook")],
      event: "Release Hook", action: "delete", repository: "a/b", kept: ["x-gitlab-event"]),
    Row(
      scheme: .gitlab,
      payload: #"{"object_kind":"issue","action":"outer","object_attributes":{"action":"open"}}"#,
      headers: [("X-Gitlab-Event", "Issue Hook")],
      event: "Issue Hook", action: "open", kept: ["x-gitlab-event"]),
    Row(
      scheme: .jira,
      payload: #"{"timestamp":1,"webhookEvent":"jira:issue_updated","issue_event_type_name":"#
        + #""issue_assigned","issue":{"key":"SITE-1","fields":{"project":{"key":"SITE"}}}}"#,
      headers: [("X-Atlassian-Webhook-Identifier", "j-1"), ("X-Atlassian-Webhook-Retry", "1")],
      event: "jira:issue_updated", action: "issue_assigned", repository: "SITE", delivery: "j-1",
      kept: [
        "x-atlassian-webhook-identifier", "x-atlassian-webhook-retry", "x-hub-signature",
      ]),
    Row(
      scheme: .jira, payload: #"{"webhookEvent":"project_created","project":{"key":"NEW"}}"#,
      event: "project_created", repository: "NEW", kept: ["x-hub-signature"]),
    Row(
      scheme: .stripe,
      payload: #"{"id":"evt_1","object":"event","account":"acct_1","type":"invoice.paid","#
        + #""livemode":true,"data":{"object":{"id":"in_1"}}}"#,
      event: "invoice.paid", repository: "acct_1", delivery: "evt_1", kept: ["stripe-signature"]),
    Row(
      scheme: .shopify, payload: #"{"id":820982911946154508,"email":"jon@example.com"}"#,
      headers: [
        ("X-Shopify-Topic", "orders/create"), ("X-Shopify-Shop-Domain", "a.myshopify.com"),
        ("X-Shopify-Webhook-Id", "w-1"), ("X-Shopify-Event-Id", "s-1"),
        ("X-Shopify-API-Version", "2025-01"), ("X-Shopify-Access-Token", "hidden"),
      ],
      event: "orders/create", repository: "a.myshopify.com", delivery: "s-1",
      kept: [
        "x-shopify-topic", "x-shopify-shop-domain", "x-shopify-webhook-id", "x-shopify-event-id",
        "x-shopify-api-version", "x-shopify-hmac-sha256",
      ]),
    Row(
      scheme: .shopify, payload: "{}",
      headers: [("X-Shopify-Topic", "app/uninstalled"), ("X-Shopify-Webhook-Id", "w-1")],
      event: "app/uninstalled", delivery: "w-1",
      kept: ["x-shopify-topic", "x-shopify-webhook-id", "x-shopify-hmac-sha256"]),
    Row(
      scheme: .standardWebhooks, payload: #"{"type":"user.created","data":{"id":"user_1"}}"#,
      headers: [("svix-id", "msg_1")], event: "user.created", delivery: "msg_1",
      kept: ["svix-id", "svix-timestamp", "svix-signature"]),
    Row(
      scheme: .standardWebhooks, payload: #"{"object":"event","id":"evt_1"}"#,
      headers: [("webhook-id", "wh_1")], event: "x", delivery: "wh_1",
      kept: ["webhook-id", "webhook-timestamp", "webhook-signature"]),
  ]

  @Test(arguments: rows)
  func theEventIsReadOutOfThePayload(_ row: Row) throws {
    let sender = Sender(row.scheme)
    let bench = try sender.bench()
    let reply = try bench.send(sender.delivery(row.payload, row.headers))
    #expect(reply("status") == "accepted", "\(reply.text)")
    let event = try bench.onlyEvent()
    #expect(event.text("event") == row.event)
    #expect(event.text("action") == row.action)
    #expect(event.text("repository") == row.repository)
    #expect(event.text("delivery") == row.delivery)
    #expect(Set(event.headers.keys) == row.kept.union(["content-type", "user-agent"]))
  }

  @Test(arguments: [
    (Scheme.jira, "webhookEvent"), (.stripe, "type"), (.slack, "command"),
  ])
  func aPayloadThatSaysNoEventIs422(_ scheme: Scheme, _ member: String) throws {
    let sender = Sender(scheme)
    for payload in ["{}", #"{"type":7.5e,"#, #"{"type":null,"webhookEvent":[]}"#] {
      let bench = try sender.bench()
      let reply = try bench.send(sender.delivery(payload))
      let isJSON = !payload.contains("7.5e")
      #expect(reply.status == (isJSON ? 422 : 400))
      if isJSON { #expect(reply("error") == "the payload's member \"\(member)\" is missing") }
      #expect(bench.names(.incoming).isEmpty)
    }
  }

  @Test(arguments: [
    (Scheme.gitlab, "x-gitlab-event"), (.bitbucket, "x-event-key"), (.shopify, "x-shopify-topic"),
    (.hmac, "x-event"),
  ])
  func aHeaderThatSaysNoEventIs400(_ scheme: Scheme, _ header: String) throws {
    let sender = try Sender.of(scheme)
    for delivery in [
      sender.delivery(Sender.payload).without(header),
      sender.delivery(Sender.payload).with(header, ""),
    ] {
      let reply = try sender.bench().send(delivery)
      #expect(reply.status == 400)
      #expect(reply("error") == "the header \(header) is missing")
    }
  }

  /// Data Center's "Test connection" sends this.
  @Test func aPingOfBitbucketIsAnsweredAndNotStored() throws {
    let sender = Sender(.bitbucket)
    let bench = try sender.bench(#""events":["repo:refs_changed"],"#)
    let headers = [("X-Event-Key", "diagnostics:ping"), ("X-Request-Id", "r-1")]
    let reply = try bench.send(sender.delivery(#"{"test":true}"#, headers))
    #expect(reply.status == 200)
    #expect(reply("status") == "pong")
    #expect(reply("delivery_id") == "r-1")
    #expect(bench.names(.incoming).isEmpty)
    let forged = sender.delivery(#"{"test":true}"#, headers, secret: "another")
    #expect(try bench.send(forged).status == 401)
  }

  /// The hook's own id is the same for all its deliveries.
  @Test func bitbucketsHookIDIsNoDeliveryID() throws {
    let sender = Sender(.bitbucket)
    let bench = try sender.bench()
    let headers = [("X-Event-Key", "repo:push"), ("X-Hook-UUID", "h-1")]
    for _ in 1...2 {
      #expect(try bench.send(sender.delivery("{}", headers))("status") == "accepted")
    }
    #expect(bench.names(.incoming).count == 2)
  }

  @Test(arguments: [
    (#"["opened"]"#, "accepted"), (#"["closed","opened"]"#, "accepted"), (#""closed""#, "ignored"),
  ])
  func aSourceMayTakeSomeActions(_ actions: String, _ status: String) throws {
    let bench = try ReceiverBench(source: #""actions":\#(actions),"#)
    for delivery in [Delivery.github(), .gitea()] {
      let reply = try bench.send(delivery)
      #expect(reply("status") == status)
      #expect(reply("reason") == (status == "ignored" ? "unsupported_action" : nil))
    }
    let withoutOne = try bench.send(.github("{}", event: "push", delivery: "d-2"))
    #expect(withoutOne("status") == "accepted")
  }
}
