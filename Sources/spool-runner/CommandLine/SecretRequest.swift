/// What `secret` is asked to do, and for which source.
struct SecretRequest: Equatable {
  enum Verb: String, CaseIterable {
    /// Makes a secret where there is none.
    case ensure
    /// Makes a new one, and the old one counts no more.
    case rotate
  }

  let verb: Verb
  /// As it was given; the configuration says whether there is such a source.
  let source: String
}
