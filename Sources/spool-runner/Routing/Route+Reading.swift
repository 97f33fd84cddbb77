internal import Common

extension Route {
  /// Reads one object of the key `routes`; `known` are the secrets of its file.
  init(
    _ reader: ConfigReader, secrets known: [String: SecretReference]
  ) throws(ConfigFault) {
    try reader.finish(Self.keys, later: Self.laterKeys)
    file = reader.file
    key = reader.path
    name = try reader.word("name")
    let conditions = try reader.required(
      reader.object("match"), "match", "an object of conditions; {} takes every event")
    match = try MatchGrammar.event.match(conditions)
    oneAtATime = try Self.key(reader)
    retry = try reader.object("retry").map(RetryPolicy.init) ?? RetryPolicy()
    step = try Self.step(reader)
    secrets = try Self.secrets(of: step, reader, known)
  }

  private static func key(_ reader: ConfigReader) throws(ConfigFault) -> Template? {
    guard let value = reader.value("one_at_a_time") else { return nil }
    return try reader.template(value, "one_at_a_time")
  }

  private static func step(_ reader: ConfigReader) throws(ConfigFault) -> ProgramStep {
    let expected = "an object such as {\"name\": ..., \"run\": [...]}"
    let elements = try reader.required(reader.list("steps", expected), "steps", expected)
    if elements.count > 1 { throw reader.fault("steps", .unsupported(what: "more than one step")) }
    let (key, value) = elements[0]
    return try ProgramStep(
      ConfigReader(value, file: reader.file, path: reader.path(key), expected: expected))
  }

  /// Finds the secrets that the step names.
  private static func secrets(
    of step: ProgramStep, _ reader: ConfigReader, _ known: [String: SecretReference]
  ) throws(ConfigFault) -> [String: SecretReference] {
    var secrets: [String: SecretReference] = [:]
    for (name, template) in step.environment {
      for secret in template.secrets {
        guard let reference = known[secret] else {
          throw reader.fault(
            "steps[0].env.\(name)",
            .wrong(found: "{{secret.\(secret)}}", expected: "one of the file's own secrets"))
        }
        secrets[secret] = reference
      }
    }
    return secrets
  }
}
