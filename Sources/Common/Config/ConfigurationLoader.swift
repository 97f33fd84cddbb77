/// Finds the configuration and reads it: a named file, the usual file, or the environment alone.
package struct ConfigurationLoader {
  /// The file that is read if none is named.
  package static let usualFile = "/etc/webhook-spool/config.json"

  private let files: Files
  private let environment: (String) -> String?

  /// Takes the file system, and what gives the value of an environment variable.
  package init(files: Files, environment: @escaping (String) -> String?) {
    self.files = files
    self.environment = environment
  }

  /// Reads the file that is named here, else by `WEBHOOK_CONFIG`, else the usual one.
  ///
  /// Only the usual one may be missing; then the environment is all there is.
  package func load(_ named: String?) throws(ConfigFault) -> Configuration {
    if let named = named ?? variable("WEBHOOK_CONFIG") { return try load(file: named) }
    do {
      _ = try files.status(Self.usualFile)
    } catch {
      if error.isMissing { return try loadEnvironment() }
    }
    return try load(file: Self.usualFile)
  }

  private func load(file: String) throws(ConfigFault) -> Configuration {
    try Configuration(ConfigFile.read(file, files: files), label: file, file: file)
  }

  private func variable(_ name: String) -> String? {
    environment(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The configuration that a few variables mean, so that trying out needs no file.
  ///
  /// A secret that is set and empty makes its source too: then every request is refused loudly,
  /// and not as if nobody had wanted the source.
  private func loadEnvironment() throws(ConfigFault) -> Configuration {
    var sources: [JSONMember] = []
    for (scheme, variable, path) in Self.usualSources where environment(variable) != nil {
      let source = JSONValue.object([
        JSONMember("path", .string(path)), JSONMember("scheme", .string(scheme)),
        JSONMember("secret", .object([JSONMember("env", .string(variable))])),
      ])
      sources.append(JSONMember(scheme, source))
    }
    var members = [JSONMember("sources", .object(sources))]
    if let spool = variable("WEBHOOK_SPOOL") { members.append(JSONMember("spool", .string(spool))) }
    return try Configuration(.object(members), label: "WEBHOOK_SPOOL", file: nil)
  }

  /// The sources that one variable each is enough for, on the paths senders already use.
  private static let usualSources = [
    ("github", "GITHUB_WEBHOOK_SECRET", "/api/v1/webhooks/github"),
    ("gitea", "GITEA_WEBHOOK_SECRET", "/webhook/gitea"),
  ]
}
