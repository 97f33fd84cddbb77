/// A configured sender: where it posts, how it proves itself, and what is taken from it.
package struct Source: Sendable {
  package let name: SpoolWord
  package let path: PathPattern
  package let scheme: Scheme

  /// What the scheme leaves open.
  package let proof: ProofSettings

  /// Any of them proves the sender; empty for the scheme `none` alone.
  package let secrets: [SecretReference]

  /// Where an event says what it is, as far as the scheme leaves that open.
  package let values: EventValueSources

  /// The event types that are taken; nil is all.
  package let events: [String]?

  /// The actions that are taken; nil is all.
  ///
  /// Events without one are not asked.
  package let actions: [String]?

  /// The repositories that are taken; nil is all, and events without a repository then too.
  package let repositories: [Glob]?

  /// The members that payloads must have.
  package let required: RequiredPaths

  /// The largest body, in bytes.
  package let maxBody: Int
  package let admission: Admission
  package let replay: ReplayPolicy
  package let answers: SourceAnswers

  /// Whether the payloads report container images that were pushed.
  package let images: Bool

  /// Whether a file dropped by hand may name this source.
  package let drop: Bool

  /// Names that events have which came in no request: files put there by hand, and the runner's own.
  ///
  /// A source of such a name would make its events look like those, and those like its own.
  package static let reservedNames = ["manual", "webhook-spool"]

  /// Whether events of a type are taken.
  package func takes(event: String) -> Bool {
    events?.contains { $0.utf8.elementsEqual(event.utf8) } ?? true
  }

  /// Whether events of an action are taken.
  package func takes(action: String?) -> Bool {
    guard let actions, let action else { return true }
    return actions.contains { $0.utf8.elementsEqual(action.utf8) }
  }

  /// Whether events of a repository are taken.
  package func takes(repository: String?) -> Bool {
    guard let repositories else { return true }
    guard let repository else { return false }
    return repositories.contains { $0.matches(repository) }
  }
}
