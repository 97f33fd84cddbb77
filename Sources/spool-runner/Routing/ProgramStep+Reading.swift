internal import Common

extension ProgramStep {
  /// Reads one object of the key `steps`; secrets are looked up by who knows the file's.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys, later: Self.laterKeys)
    name = try reader.word("name")
    (program, arguments) = try Self.run(reader)
    timeout =
      try reader.time("timeout", 1...7 * 86_400_000, "a time from \"1ms\" to \"7d\"")
      ?? Self.defaultTimeout
    folder = try reader.absolutePath("cwd")
    environment = try Self.environment(reader.object("env"))
    dash = try reader.bool("dash") ?? false
    outputLimit =
      try reader.size("output_limit", 0...16 << 20, "a size from 0 to \"16M\"")
      ?? Self.defaultOutputLimit
  }

  /// Reads the argument list; its first element is a path and the same for every event.
  private static func run(
    _ reader: ConfigReader
  ) throws(ConfigFault) -> (program: String, arguments: [Template]) {
    let expected = "a list: a program's absolute path, then its arguments"
    let value = try reader.required(reader.value("run"), "run", expected)
    guard case .array(let elements) = value, let first = elements.first else {
      throw reader.wrong("run", value, expected)
    }
    guard let text = first.asString, let program = ConfigReader.absolutePath(text),
      try reader.template(first, "run[0]").isLiteral
    else {
      throw reader.wrong(
        "run[0]", first, "an absolute path without {{...}}: no event names a program")
    }
    var arguments: [Template] = []
    for (index, element) in elements.enumerated().dropFirst() {
      arguments.append(try reader.template(element, "run[\(index)]", secrets: .refused))
    }
    return (program, arguments)
  }

  private static func environment(
    _ reader: ConfigReader?
  ) throws(ConfigFault) -> [(name: String, value: Template)] {
    guard let reader else { return [] }
    var variables: [(name: String, value: Template)] = []
    for member in reader.members {
      guard let name = SecretReference.variableName(member.name) else {
        throw reader.fault(
          member.name, .wrong(found: "this name", expected: "a variable's name"))
      }
      variables.append((name, try reader.template(member.value, name, secrets: .allowed)))
    }
    return variables
  }
}
