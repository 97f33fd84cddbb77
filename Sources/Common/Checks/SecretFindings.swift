/// Whether secrets can be had and are kept from others; none is ever shown.
package struct SecretFindings {
  /// Whose secrets they are.
  package enum Kind {
    /// A signing secret is the receiver's alone: steps run as the runner and must not read it.
    case signing
    /// The runner's group may read it: its file belongs to root.
    case step

    /// The bits of a mode that the file must not have.
    var forbidden: UInt32 {
      switch self {
      case .signing: 0o077
      case .step: 0o027
      }
    }

    /// The check that the user of the secret can make.
    var command: String {
      switch self {
      case .signing: "webhook-cgi --check"
      case .step: "spool-runner check"
      }
    }
  }

  private let kind: Kind
  private let scene: CheckScene
  /// Who has to read them.
  private let reader: UInt32
  /// Options with which the command has to be repeated.
  private let options: String

  package init(_ kind: Kind, _ scene: CheckScene, _ roles: Roles, options: String) {
    self.kind = kind
    self.scene = scene
    self.options = options
    reader = kind == .signing ? roles.receiver : roles.runner
  }

  /// What is to be said about the secret that a key of a file names, and that a source may use.
  package func finding(
    on secret: SecretReference, of source: Source? = nil, _ place: String, _ key: String
  ) -> Finding? {
    if let reason = whyNotHere(secret) {
      return .note(place, key: key, "secret in \(secret): not checked here: \(reason)")
    }
    do throws(SecretFault) {
      if let source {
        let found = try source.resolve(
          secret, files: scene.files, environment: scene.environment)
        if let problem = pathProblem(found, secret, source) {
          return .fault(place, key: key, problem)
        }
      } else {
        _ = try secret.resolve(files: scene.files, environment: scene.environment)
      }
    } catch {
      return .fault(place, key: key, "\(error)\(remedy(error))\(maker(error, source))")
    }
    guard case .file(let path) = secret else { return nil }
    return (modeProblem(path) ?? ownerProblem(path)).map { .fault(place, key: key, $0) }
  }

  /// A secret may be another process's alone; that is no fault, and as it should be for a step.
  private func whyNotHere(_ secret: SecretReference) -> String? {
    switch secret {
    case .credential:
      let folder = scene.environment("CREDENTIALS_DIRECTORY") ?? ""
      return folder.isEmpty ? "systemd hands it to the unit alone" : nil
    case .env(let name):
      return scene.environment(name) == nil ? "the variable is not set for this command" : nil
    case .file(let path):
      guard scene.user != reader, scene.isDenied(path) else { return nil }
      let name = scene.accounts.name(ofUser: reader)
      return "\(scene.userName) may not read it; run as \(name) or root: "
        + "sudo -u \(name) \(kind.command)\(options)"
    }
  }

  private func remedy(_ fault: SecretFault) -> String {
    switch fault.reason {
    case .missing, .empty: "; expected the secret, in one line"
    case .unreadable:
      if case .file(let path) = fault.reference, scene.isDenied(path) {
        "; \(ownerCommand(path))"
      } else {
        ""
      }
    case .notSet, .noCredentials, .notBase64, .signs, .tooLarge: ""
    }
  }

  /// The command that makes a missing secret, where it is ours to make.
  private func maker(_ fault: SecretFault, _ source: Source?) -> String {
    guard let source, fault.reason == .missing, !source.scheme.isGivenTheSecret,
      source.firstFile == fault.reference
    else { return "" }
    return " (spool-runner secret ensure \(source.name)\(options) makes one)"
  }

  /// Of a secret that stands in an address only some bytes can arrive.
  private func pathProblem(_ secret: Secret, _ reference: SecretReference, _ source: Source)
    -> String?
  {
    guard source.path.holdsSecret, !PathPattern.canHold(secret.bytes) else { return nil }
    return "secret in \(reference): found other bytes than letters, digits and -._~, which a path "
      + "cannot hold: spool-runner secret rotate \(source.name)\(options)"
  }

  private func modeProblem(_ path: String) -> String? {
    guard let status = scene.statusFollowing(path), status.kind == .regular,
      status.permissions & kind.forbidden != 0
    else { return nil }
    let (found, wanted) = (status.permissions, status.permissions & ~kind.forbidden)
    return "secret in \(path): others may use it (mode \(CheckScene.octal(found)), expected "
      + "\(CheckScene.octal(wanted))): chmod \(CheckScene.octal(wanted)) \(path)"
  }

  private func ownerProblem(_ path: String) -> String? {
    guard scene.user != reader else { return nil }
    let access = FileAccess(scene: scene, user: reader)
    return access.obstacle(reading: path, remedy: ownerCommand(path)).map {
      "secret in \(path): \($0)"
    }
  }

  /// Which of the two is wrong, the owner or our idea of the receiver, is the operator's to say,
  /// but not where the file belongs to the account that is installed for the receiver.
  private func signingRemedy(_ path: String, _ name: String) -> String {
    let command = "chown \(name):root \(path) && chmod 400 \(path)"
    guard let owner = scene.statusFollowing(path)?.owner, owner != 0, owner != reader else {
      return command
    }
    let other = scene.accounts.name(ofUser: owner)
    let setting = "set \"receiver_user\": \"\(other)\""
    if other == Roles.receiverName { return setting }
    return "if the receiver runs as \(other), \(setting); if it runs as \(name), \(command)"
  }

  private func ownerCommand(_ path: String) -> String {
    let name = scene.accounts.name(ofUser: reader)
    return switch kind {
    case .signing: signingRemedy(path, name)
    case .step: "chown root:\(name) \(path) && chmod 640 \(path)"
    }
  }
}
