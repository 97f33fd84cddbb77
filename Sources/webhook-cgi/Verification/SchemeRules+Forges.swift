internal import Common

extension SchemeRules {
  /// GitHub, "Validating webhook deliveries" and "Webhook events and payloads": HMAC-SHA256 of the
  /// raw body; the SHA-1 header beside it is not looked at.
  ///
  /// GitHub never repeats by itself, so a repeated id is told as a conflict.
  static let github: SchemeRules = {
    var signature = SignatureRule(header: "x-hub-signature-256")
    signature.prefix = "sha256="
    var rules = SchemeRules(.signature([signature]))
    rules.event = [.header("x-github-event")]
    rules.action = [.payload(["action"])]
    rules.repository = [.payload(["repository", "full_name"])]
    rules.number = [
      NumberMember("pull_request_", ["pull_request", "number"]),
      NumberMember("pull_request", ["number"]), NumberMember("issue", ["issue", "number"]),
    ]
    rules.sender = [["sender", "login"]]
    rules.delivery = [.header("x-github-delivery")]
    rules.keptHeaders = [
      "x-github-event", "x-github-delivery", "x-hub-signature-256", "x-github-hook-id",
      "x-github-hook-installation-target-id", "x-github-hook-installation-target-type",
      "x-github-enterprise-host", "x-github-enterprise-version",
    ]
    rules.form = .payload
    rules.handshake = .ping(event: "ping")
    rules.duplicateStatus = 409
    return rules
  }()

  /// Gitea `services/webhook/deliver.go`, and Forgejo's and Gogs's: HMAC-SHA256 of the JSON text in
  /// bare hexadecimal.
  ///
  /// All three also send GitHub's headers, so their own come first.
  static let gitea: SchemeRules = {
    let own = ["x-forgejo", "x-gitea", "x-gogs"]
    var hub = SignatureRule(header: "x-hub-signature-256")
    hub.prefix = "sha256="
    var rules = SchemeRules(
      .signature(own.map { SignatureRule(header: "\($0)-signature") } + [hub]))
    rules.event = (own + ["x-github"]).map { .header("\($0)-event") }
    rules.action = [.payload(["action"])]
    rules.repository = [.payload(["repository", "full_name"])]
    rules.number = [
      NumberMember("pull_request", ["number"]),
      NumberMember("pull_request_", ["issue", "number"]),
      NumberMember("issue", ["issue", "number"]),
    ]
    rules.sender = [["sender", "login"]]
    rules.delivery = (own + ["x-github"]).map { .header("\($0)-delivery") }
    rules.keptHeaders =
      own.flatMap { name in
        ["event", "event-type", "delivery", "signature"].map { "\(name)-\($0)" }
      } + ["x-github-event", "x-github-delivery", "x-hub-signature-256"]
    rules.form = .signedPayload
    rules.required = [RequiredMembers(event: "issues", members: ["action", "issue"])]
    rules.unreadableStatus = 422
    rules.duplicateStatus = 409
    return rules
  }()

  /// GitLab, "Webhooks": the secret token in a header, or since 2026 a signing token, which signs
  /// as Standard Webhooks does.
  ///
  /// `Idempotency-Key` stays the same over retries; with a signature `webhook-id` is equal to it,
  /// and signed.
  static let gitlab: SchemeRules = {
    let token = TokenRule(header: "x-gitlab-token", form: .bare(prefix: ""))
    var rules = SchemeRules(.tokenOrSignature(token, standardSignature("webhook")))
    rules.event = [.header("x-gitlab-event")]
    // Of releases, milestones and some others it stands at the top.
    rules.action = [.payload(["object_attributes", "action"]), .payload(["action"])]
    rules.repository = [.payload(["project", "path_with_namespace"])]
    rules.number = gitlabNumbers
    rules.sender = [["user", "username"], ["user_username"]]
    rules.delivery = [.header("webhook-id"), .header("idempotency-key")]
    rules.keptHeaders = [
      "x-gitlab-event", "x-gitlab-event-uuid", "x-gitlab-webhook-uuid", "x-gitlab-instance",
      "idempotency-key", "webhook-id", "webhook-timestamp", "webhook-signature",
    ]
    return rules
  }()

  /// What GitLab calls `iid`; of other events, `object_attributes` has the number of something else.
  private static let gitlabNumbers: [NumberMember] =
    ["", "Confidential "].flatMap { secrecy in
      [
        NumberMember("\(secrecy)Issue ", ["object_attributes", "iid"]),
        NumberMember("\(secrecy)Note ", ["merge_request", "iid"]),
        NumberMember("\(secrecy)Note ", ["issue", "iid"]),
      ]
    } + [
      NumberMember("Merge Request ", ["object_attributes", "iid"]),
      NumberMember("Pipeline ", ["merge_request", "iid"]),
    ]

  /// Bitbucket Cloud, "Manage webhooks", and Data Center, "Manage webhooks": HMAC-SHA256 of the raw
  /// body, in the header that means SHA-1 at GitHub.
  ///
  /// `X-Hook-UUID` names the hook, not the delivery.
  static let bitbucket: SchemeRules = {
    var rules = SchemeRules(.signature([hubSignature]))
    rules.event = [.header("x-event-key")]
    rules.repository = [
      .payload(["repository", "full_name"]),
      .joined([["repository", "project", "key"], ["repository", "slug"]]),
      .joined([
        ["pullRequest", "toRef", "repository", "project", "key"],
        ["pullRequest", "toRef", "repository", "slug"],
      ]),
    ]
    rules.number = [
      NumberMember("pullrequest:", ["pullrequest", "id"]), NumberMember("issue:", ["issue", "id"]),
      NumberMember("pr:", ["pullRequest", "id"]),
    ]
    rules.sender = [["actor", "nickname"], ["actor", "name"]]
    rules.delivery = [.header("x-request-uuid"), .header("x-request-id")]
    rules.keptHeaders = [
      "x-event-key", "x-request-uuid", "x-request-id", "x-hook-uuid", "x-attempt-number",
      "x-hub-signature",
    ]
    rules.handshake = .ping(event: "diagnostics:ping")
    return rules
  }()

  /// The header of the PubSubHubbub draft with SHA-256, as Atlassian's products send it.
  static let hubSignature: SignatureRule = {
    var signature = SignatureRule(header: "x-hub-signature")
    signature.prefix = "sha256="
    return signature
  }()

  /// Standard Webhooks 1.0, "Signature scheme"; `family` is what its three headers begin with.
  static func standardSignature(_ family: String) -> SignatureRule {
    var signature = SignatureRule(header: "\(family)-signature")
    signature.prefix = "v1,"
    signature.separator = UInt8(ascii: " ")
    signature.encoding = .base64
    signature.key = .base64
    let time = SignedValue.header("\(family)-timestamp")
    let dot = SignedText.Part.text([UInt8(ascii: ".")])
    signature.signed = SignedText(before: [
      .value(.header("\(family)-id")), dot, .value(time), dot,
    ])
    signature.time = SignedTime(time)
    return signature
  }
}
