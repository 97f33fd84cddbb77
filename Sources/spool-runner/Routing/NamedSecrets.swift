internal import Common

/// The secrets of one attempt, by the names its route gives them.
struct NamedSecrets: Sendable {
  private let secrets: [String: Secret]

  init(_ secrets: [String: Secret] = [:]) {
    self.secrets = secrets
  }

  /// Reads secrets where they are.
  static func resolve(
    _ references: [String: SecretReference], _ files: any FileSystem,
    _ environment: (String) -> String?
  ) throws(SecretFault) -> NamedSecrets {
    var secrets: [String: Secret] = [:]
    for (name, reference) in references {
      secrets[name] = try reference.resolve(files: files, environment: environment)
    }
    return NamedSecrets(secrets)
  }

  subscript(name: String) -> Secret? { secrets[name] }

  /// All of them: what must not be seen in a program's output.
  var all: [Secret] { Array(secrets.values) }
}
