internal import Common

/// How one kind of sender signs, and where it says what: a row of one table.
struct SchemeRules {
  /// Where the signature may stand, the most specific header first, and what stands before the
  /// hexadecimal digits.
  ///
  /// The first header that is present decides.
  let signatures: [SignatureHeader]
  let eventHeaders: [String]
  let deliveryHeaders: [String]
  /// Headers kept with the event, besides content type and user agent.
  let keptHeaders: [String]
  /// What is signed when the body is a form.
  let signedForm: SignedForm
  /// The event that only asks whether we are here; answered, never stored.
  let ping: String?
  /// Members an event's payload must have, by event.
  let required: [RequiredMembers]
  /// What a payload that is no JSON object is answered.
  let unreadableStatus: Int

  struct SignatureHeader {
    let name: String
    let prefix: String
  }

  struct RequiredMembers {
    let event: String
    let members: [String]
  }

  enum SignedForm {
    /// The bytes of the form as they came (GitHub).
    case body
    /// The text of its field `payload` (Gitea, Forgejo, Gogs).
    case payload
  }
}

extension SchemeRules {
  init(_ scheme: Scheme) {
    self =
      switch scheme {
      case .github: .github
      case .gitea: .gitea
      }
  }

  /// GitHub, "Validating webhook deliveries" and "Webhook events and payloads": HMAC-SHA256 of the
  /// raw body; the SHA-1 header beside it is not looked at.
  static let github = SchemeRules(
    signatures: [SignatureHeader(name: "x-hub-signature-256", prefix: "sha256=")],
    eventHeaders: ["x-github-event"],
    deliveryHeaders: ["x-github-delivery"],
    keptHeaders: [
      "x-github-event", "x-github-delivery", "x-hub-signature-256", "x-github-hook-id",
      "x-github-hook-installation-target-id", "x-github-hook-installation-target-type",
      "x-github-enterprise-host", "x-github-enterprise-version",
    ],
    signedForm: .body,
    ping: "ping",
    required: [],
    unreadableStatus: 400)

  /// Gitea `services/webhook/deliver.go`, and Forgejo's and Gogs's: HMAC-SHA256 of the JSON text in
  /// bare hexadecimal.
  ///
  /// All three also send GitHub's headers, so their own come first.
  static let gitea = SchemeRules(
    signatures: [
      SignatureHeader(name: "x-forgejo-signature", prefix: ""),
      SignatureHeader(name: "x-gitea-signature", prefix: ""),
      SignatureHeader(name: "x-gogs-signature", prefix: ""),
      SignatureHeader(name: "x-hub-signature-256", prefix: "sha256="),
    ],
    eventHeaders: ["x-forgejo-event", "x-gitea-event", "x-gogs-event", "x-github-event"],
    deliveryHeaders: [
      "x-forgejo-delivery", "x-gitea-delivery", "x-gogs-delivery", "x-github-delivery",
    ],
    keptHeaders: [
      "x-forgejo-event", "x-forgejo-event-type", "x-forgejo-delivery", "x-forgejo-signature",
      "x-gitea-event", "x-gitea-event-type", "x-gitea-delivery", "x-gitea-signature",
      "x-gogs-event", "x-gogs-event-type", "x-gogs-delivery", "x-gogs-signature",
      "x-github-event", "x-github-delivery", "x-hub-signature-256",
    ],
    signedForm: .payload,
    ping: nil,
    required: [RequiredMembers(event: "issues", members: ["action", "issue"])],
    unreadableStatus: 422)
}
