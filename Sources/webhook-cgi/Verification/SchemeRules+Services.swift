internal import Common

extension SchemeRules {
  /// Jira Cloud, "Webhooks", section on securing admin webhooks: HMAC-SHA256 of the raw body.
  static let jira: SchemeRules = {
    var rules = SchemeRules(.signature([hubSignature]))
    rules.event = [.payload(["webhookEvent"])]
    rules.action = [.payload(["issue_event_type_name"])]
    rules.repository = [
      .payload(["issue", "fields", "project", "key"]), .payload(["project", "key"]),
    ]
    rules.delivery = [.header("x-atlassian-webhook-identifier")]
    rules.keptHeaders = [
      "x-atlassian-webhook-identifier", "x-atlassian-webhook-retry", "x-hub-signature",
    ]
    return rules
  }()

  /// Stripe, "Receive Stripe events in your webhook endpoint": `t=TIME,v1=CODE[,v1=CODE]`.
  ///
  /// `v0` is a test scheme that proves nothing.
  static let stripe: SchemeRules = {
    var signature = SignatureRule(header: "stripe-signature")
    signature.prefix = "v1="
    signature.separator = UInt8(ascii: ",")
    signature.signed = SignedText(before: [.value(.field("t")), .text([UInt8(ascii: ".")])])
    signature.time = SignedTime(.field("t"))
    var rules = SchemeRules(.signature([signature]))
    rules.event = [.payload(["type"])]
    rules.repository = [.payload(["account"])]
    rules.delivery = [.payload(["id"])]
    rules.keptHeaders = ["stripe-signature"]
    return rules
  }()

  /// Slack, "Verifying requests from Slack": `v0=` and the code of `v0:TIME:BODY`.
  ///
  /// An Events API payload wraps the event; an interaction is JSON in the form's `payload`; a slash
  /// command is a form of fields, and its event is the command.
  static let slack: SchemeRules = {
    let time = SignedValue.header("x-slack-request-timestamp")
    var signature = SignatureRule(header: "x-slack-signature")
    signature.prefix = "v0="
    signature.signed = SignedText(before: [
      .text(Array("v0:".utf8)), .value(time), .text([UInt8(ascii: ":")]),
    ])
    signature.time = SignedTime(time)
    var rules = SchemeRules(.signature([signature]))
    rules.event = [.payload(["event", "type"]), .payload(["type"]), .payload(["command"])]
    rules.delivery = [.payload(["event_id"]), .payload(["trigger_id"])]
    rules.keptHeaders = [
      "x-slack-signature", "x-slack-request-timestamp", "x-slack-retry-num",
      "x-slack-retry-reason",
    ]
    rules.form = .fields
    rules.handshake = .challenge(event: "url_verification")
    return rules
  }()

  /// Shopify, "Deliver webhooks through HTTPS": HMAC-SHA256 of the raw body in base 64.
  ///
  /// The repository, which a source may be tied to, is the shop.
  static let shopify: SchemeRules = {
    var signature = SignatureRule(header: "x-shopify-hmac-sha256")
    signature.encoding = .base64
    var rules = SchemeRules(.signature([signature]))
    rules.event = [.header("x-shopify-topic")]
    rules.repository = [.header("x-shopify-shop-domain")]
    rules.delivery = [.header("x-shopify-event-id"), .header("x-shopify-webhook-id")]
    rules.keptHeaders = [
      "x-shopify-topic", "x-shopify-shop-domain", "x-shopify-event-id", "x-shopify-webhook-id",
      "x-shopify-api-version", "x-shopify-triggered-at", "x-shopify-hmac-sha256",
    ]
    return rules
  }()

  /// Standard Webhooks 1.0; Svix sends the same under names of its own.
  static let standardWebhooks: SchemeRules = {
    let families = ["webhook", "svix"]
    var rules = SchemeRules(.signature(families.map(standardSignature)))
    rules.event = [.payload(["type"])]
    rules.hasUsualEvent = true
    rules.delivery = families.map { .header("\($0)-id") }
    rules.keptHeaders = families.flatMap { ["\($0)-id", "\($0)-timestamp", "\($0)-signature"] }
    return rules
  }()
}
