/// What is wrong with a configuration that could be read.
package struct ConfigurationFindings {
  private let configuration: Configuration
  private let scene: CheckScene
  private let roles: Roles

  package init(_ configuration: Configuration, _ scene: CheckScene) {
    self.configuration = configuration
    self.scene = scene
    roles = Roles(configuration, scene)
  }

  package func all() -> [Finding] {
    let (sources, faults) = configuration.sources.all()
    var findings = fileFindings + receiverFindings + faults.map { Finding($0) }
    if configuration.sources.isEmpty {
      findings.append(.note(place, key: "sources", "none: nothing will be received"))
    }
    for source in sources { findings += self.findings(on: source) }
    return findings
  }

  private var place: String { configuration.file ?? "environment" }

  /// What is named by a source and lies outside of the configuration.
  private func findings(on source: Source) -> [Finding] {
    let options = configuration.file.map { file in
      file == ConfigurationLoader.usualFile ? "" : " --config \(file)"
    }
    let secrets = SecretFindings(.signing, scene, roles, options: options ?? "")
    return source.secrets.enumerated().compactMap { index, secret in
      secrets.finding(
        on: secret, of: source, place, Self.key(source, "secret", source.secrets, index))
    } + listFindings(source)
  }

  private func listFindings(_ source: Source) -> [Finding] {
    let addresses = source.admission.addresses ?? []
    return addresses.enumerated().compactMap { index, address in
      guard case .file(let path) = address else { return nil }
      let key = Self.key(source, "addresses", addresses, index)
      return AddressListFinding(path: path, scene: scene, reader: roles.receiver)
        .finding(place, "\(key).file")
    }
  }

  /// A list of one is mostly written without its brackets.
  private static func key(_ source: Source, _ name: String, _ list: [some Any], _ index: Int)
    -> String
  {
    "sources.\(source.name).\(name)" + (list.count == 1 ? "" : "[\(index)]")
  }

  private var fileFindings: [Finding] {
    guard let file = configuration.file, let status = scene.statusFollowing(file) else {
      return []
    }
    var findings: [Finding] = []
    if status.permissions & 0o022 != 0 {
      let mode = CheckScene.octal(status.permissions)
      findings.append(
        .fault(
          file, "others than its owner may write it (mode \(mode), expected 640): chmod 640 \(file)"
        ))
    }
    let group = roles.groups == nil ? "the receiver's group" : Roles.lookersName
    for user in Set([roles.receiver, roles.runner]).sorted() where user != scene.user {
      let access = FileAccess(scene: scene, user: user)
      let remedy = "expected \(group) to read it: chgrp, and chmod 640 \(file)"
      if let problem = access.obstacle(reading: file, remedy: remedy) {
        findings.append(.fault(file, problem))
      }
    }
    return findings
  }

  private var receiverFindings: [Finding] {
    guard let name = configuration.receiverUser,
      scene.accounts.user(namedOrNumbered: name) == nil
    else { return [] }
    // A user of a network's name service is not in the machine's own file; its number always does.
    return [
      .fault(
        place, key: "receiver_user",
        "\"\(name)\" is not in /etc/passwd: name the account that the receiver runs as, or give "
          + "its number")
    ]
  }
}
