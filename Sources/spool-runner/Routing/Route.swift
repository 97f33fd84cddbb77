internal import Common

/// Which events are taken, and what is done with them.
struct Route: Sendable {
  let name: SpoolWord
  let match: Match

  /// Tasks of the same key run one after the other; nil is no key.
  let oneAtATime: Template?
  let retry: RetryPolicy

  let step: ProgramStep

  /// Where the secrets are that the step uses, by the names it uses.
  let secrets: [String: SecretReference]

  /// The file it stands in, and its key path there.
  let file: String
  let key: String

  /// Whether a secret of it is one that systemd hands over.
  var needsCredential: Bool {
    secrets.values.contains { if case .credential = $0 { true } else { false } }
  }

  static let keys = ["name", "match", "one_at_a_time", "retry", "steps"]

  /// Keys whose meaning is settled and that this version refuses.
  static let laterKeys = ["newest_only", "settle"]
}
