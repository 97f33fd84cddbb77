/// A configured sender: where it posts, how it proves itself, and what is taken from it.
package struct Source: Sendable {
  package let name: SpoolWord
  package let path: PathPattern
  package let scheme: Scheme

  /// Any of them proves the sender; never empty.
  package let secrets: [SecretReference]

  /// The event types that are taken; nil is all.
  package let events: [String]?

  /// The repositories that are taken; nil is all, and events without a repository then too.
  package let repositories: [Glob]?

  /// The largest body, in bytes.
  package let maxBody: Int
  package let admission: Admission
  package let answers: SourceAnswers

  /// Whether a file dropped by hand may name this source.
  package let drop: Bool

  package static let keys =
    [
      "path", "scheme", "secret", "events", "repositories", "max_body",
    ] + Admission.keys + ["answers", "drop"]

  /// GitHub sends at most 25 MB ("Webhook events and payloads", payload cap).
  package static let defaultMaxBody = 25 << 20

  /// Reads the object of a source.
  init(name: SpoolWord, _ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    self.name = name
    path = try reader.required(
      reader.parsed("path", PathPattern.expected) { $0.asString.flatMap(PathPattern.init) },
      "path", PathPattern.expected)
    scheme = try Scheme(reader)
    secrets = try Self.secrets(reader)
    events = try reader.strings("events")
    repositories = try reader.strings("repositories")?.map { Glob($0) }
    maxBody =
      try reader.size("max_body", 1...1 << 30, "a size from 1 to \"1G\"")
      ?? Self.defaultMaxBody
    admission = try Admission(reader)
    answers = try reader.object("answers").map(SourceAnswers.init) ?? SourceAnswers()
    drop = try reader.bool("drop") ?? false
  }

  /// Whether events of a type are taken.
  package func takes(event: String) -> Bool {
    events?.contains { $0.utf8.elementsEqual(event.utf8) } ?? true
  }

  /// Whether events of a repository are taken.
  package func takes(repository: String?) -> Bool {
    guard let repositories else { return true }
    guard let repository else { return false }
    return repositories.contains { $0.matches(repository) }
  }

  private static func secrets(_ reader: ConfigReader) throws(ConfigFault) -> [SecretReference] {
    let expected = SecretReference.expected
    let elements = try reader.required(reader.list("secret", expected), "secret", expected)
    var secrets: [SecretReference] = []
    for element in elements {
      secrets.append(
        try SecretReference(element.value, file: reader.file, path: reader.path(element.key)))
    }
    return secrets
  }
}
