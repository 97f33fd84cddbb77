internal import Common

/// What exactly is run for one event.
struct ProgramCall: Sendable {
  /// The program's path, then its arguments.
  let arguments: [String]

  /// All of the program's environment; any of it may hold a secret.
  private(set) var environment: [String: Secret]

  /// The folder it starts in; nil is the runner's choice.
  let folder: String?

  /// The longest argument or `NAME=value`, in bytes without the NUL behind it.
  ///
  /// Linux: `MAX_ARG_STRLEN` is 131072 with the NUL (execve(2), "Limits on size").
  static let longest = 131_071

  /// Puts an event's values into a step; what cannot be passed on safely is refused.
  init(
    _ step: ProgramStep, _ fields: some EventFields, _ secrets: NamedSecrets
  ) throws(ProgramCallFault) {
    var arguments = [step.program]
    for (index, template) in step.arguments.enumerated() {
      let place = "run[\(index + 1)]"
      let bytes = try Self.render(template, fields, secrets, place, added: 0)
      if template.beginsWithTemplate, !step.dash, bytes.first == UInt8(ascii: "-") {
        throw ProgramCallFault(place, .dash)
      }
      arguments.append(String(decoding: bytes, as: UTF8.self))
    }
    var environment: [String: Secret] = [:]
    for (name, template) in step.environment {
      let added = name.utf8.count + 1
      environment[name] = Secret(
        try Self.render(template, fields, secrets, "env.\(name)", added: added))
    }
    self.arguments = arguments
    self.environment = environment
    folder = step.folder
  }

  /// Adds variables of the runner's own; what the route says of the same name stays.
  mutating func add(_ variables: [(String, String)]) {
    for (name, value) in variables where environment[name] == nil {
      environment[name] = Secret(Array(value.utf8))
    }
  }

  private static func render(
    _ template: Template, _ fields: some EventFields, _ secrets: NamedSecrets,
    _ place: String, added: Int
  ) throws(ProgramCallFault) -> [UInt8] {
    let bytes: [UInt8]
    do throws(TemplateFault) {
      bytes = try template.renderBytes(fields, secrets)
    } catch {
      throw ProgramCallFault(place, .template(error))
    }
    if bytes.contains(0) { throw ProgramCallFault(place, .nul) }
    if bytes.count + added > longest { throw ProgramCallFault(place, .tooLong) }
    return bytes
  }
}
