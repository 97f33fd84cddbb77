extension Source {
  package static let keys =
    ["path", "scheme", "secret"] + ProofSettings.keys + EventValueSources.keys + [
      "events", "actions", "repositories", "require", "max_body", "replay",
    ] + Admission.keys + ["answers", "images", "drop"]

  /// GitHub sends at most 25 MB ("Webhook events and payloads", payload cap).
  package static let defaultMaxBody = 25 << 20

  /// Reads the object of a source.
  init(name: SpoolWord, _ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    self.name = name
    scheme = try Scheme(reader)
    path = try Self.path(reader, scheme)
    proof = try ProofSettings(scheme, reader)
    secrets = try Self.secrets(reader, scheme)
    values = try EventValueSources(scheme, proof, reader)
    events = try reader.strings("events")
    actions = try reader.strings("actions")
    repositories = try reader.strings("repositories")?.map { Glob($0) }
    required = try reader.object("require").map(RequiredPaths.init) ?? RequiredPaths()
    maxBody =
      try reader.size("max_body", 1...1 << 30, "a size from 1 to \"1G\"")
      ?? Self.defaultMaxBody
    admission = try Admission(reader)
    replay = try reader.choice("replay") ?? .delivery
    answers = try reader.object("answers").map(SourceAnswers.init) ?? SourceAnswers()
    images = try reader.bool("images") ?? (scheme == .path)
    drop = try reader.bool("drop") ?? false
  }

  /// The path; it has a place for the secret exactly when the scheme looks for it there.
  private static func path(
    _ reader: ConfigReader, _ scheme: Scheme
  ) throws(ConfigFault) -> PathPattern {
    let path = try reader.required(
      reader.parsed("path", PathPattern.expected) { $0.asString.flatMap(PathPattern.init) },
      "path", PathPattern.expected)
    guard path.holdsSecret == (scheme == .path) else {
      let expected =
        scheme == .path
        ? "a path with {secret}, such as \"/api/webhook/{secret}\""
        : "a path without {secret}, or scheme \"path\""
      throw reader.wrong("path", .string(path.description), expected)
    }
    return path
  }

  private static func secrets(
    _ reader: ConfigReader, _ scheme: Scheme
  ) throws(ConfigFault) -> [SecretReference] {
    let expected = SecretReference.expected
    if scheme == .none {
      guard reader.value("secret") == nil else {
        throw reader.fault(
          "secret", .wrong(found: "a secret", expected: "none, as scheme \"none\" asks for none"))
      }
      return []
    }
    // Most sources have one, and every request reads it: a list is made only where there is one.
    if let value = reader.value("secret"), case .object = value {
      return [try SecretReference(value, file: reader.file, path: reader.path("secret"))]
    }
    let elements = try reader.required(reader.list("secret", expected), "secret", expected)
    var secrets: [SecretReference] = []
    for element in elements {
      secrets.append(
        try SecretReference(element.value, file: reader.file, path: reader.path(element.key)))
    }
    return secrets
  }
}
