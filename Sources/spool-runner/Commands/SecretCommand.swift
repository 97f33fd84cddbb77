internal import Common

/// Makes or replaces the secret of a source, and says where it is; never what it is.
struct SecretCommand {
  let request: SecretRequest
  let format: Command.Format
  let context: Context
  /// The user this process acts as.
  var user = UserDatabase().currentUser
  /// The number of a user; nil when there is none of this name.
  var userNamed: (String) -> UInt32? = { UserDatabase().user(named: $0) }

  /// Whose the secrets are where the configuration does not say (`deploy/systemd`).
  private static let usualReceiver = "webhook-cgi"

  func run() throws(CommandFault) {
    let configuration = try context.configured()
    let source = try source(configuration)
    let path = try file(of: source)
    var random = SystemRandomNumberGenerator()
    let old = try? SecretReference.file(path).resolve(
      files: context.files, environment: context.environment)
    let text = NewSecret.text(
      for: source.scheme, replacingSigner: old.map(SigningKey.isMarked) ?? false, using: &random)
    let receiver = try receiver(configuration)
    let secret = SecretFile(
      path: path, files: context.files, trusted: [0, user] + [receiver].compactMap { $0 })
    let outcome: SecretFile.Outcome
    do throws(SecretFile.Fault) {
      outcome = try secret.put(text, keeping: request.verb == .ensure) {
        old throws(SecretFile.Fault) in
        try owner(old, receiver)
      }
    } catch {
      throw .refused(message(error, path))
    }
    let report = SecretReport(outcome: outcome, path: path, source: source)
    switch format {
    case .person: report.lines.forEach(context.output.sayLine)
    case .script: context.output.say(report.json)
    }
  }

  private func source(_ configuration: Configuration) throws(CommandFault) -> Source {
    do throws(ConfigFault) {
      if let source = try configuration.sources.source(named: request.source) { return source }
    } catch {
      throw .configuration("\(error)")
    }
    let hint = Suggestion.text(for: request.source, among: configuration.sources.names)
    throw .refused("no source is called \"\(request.source)\"\(hint)")
  }

  /// The first file among the source's secrets.
  private func file(of source: Source) throws(CommandFault) -> String {
    guard let first = source.secrets.first else {
      throw .refused("source \(source.name) has the scheme \"none\", which needs no secret")
    }
    if case .file(let path) = source.firstFile {
      guard source.scheme.isGivenTheSecret else { return path }
      throw .refused(
        "\(source.scheme.rawValue) makes the secret itself: put what it shows into \(path)")
    }
    throw .refused(
      "the secret of source \(source.name) is in \(first): only one in a {\"file\"} can be made")
  }

  private func receiver(_ configuration: Configuration) throws(CommandFault) -> UInt32? {
    guard let name = configuration.receiverUser else {
      // Without either it is the runner's, who owns the spool.
      let spool = try? context.files.status(configuration.spool)
      return userNamed(Self.usualReceiver) ?? spool?.owner
    }
    guard let user = userNamed(name) else {
      throw .configuration("receiver_user: there is no user \"\(name)\"")
    }
    return user
  }

  /// Whose the new file has to be, so that who read the old one can read it.
  ///
  /// Only its owner reads the new one. So root's own file that others could read, the receiver with
  /// them, becomes the receiver's.
  private func owner(
    _ old: FileStatus?, _ receiver: UInt32?
  ) throws(SecretFile.Fault) -> SecretFile.Owner? {
    if user == 0 {
      if let old {
        let isShared = old.owner == 0 && old.permissions & 0o044 != 0
        return SecretFile.Owner(user: isShared ? receiver ?? 0 : old.owner, group: old.group)
      }
      return receiver.map { SecretFile.Owner(user: $0, group: 0) }
    }
    if let old, old.owner != user { throw .foreign(owner: old.owner) }
    return nil
  }

  private func message(_ fault: SecretFile.Fault, _ path: String) -> String {
    switch fault {
    case .noFolder(let folder): "\(path): there is no folder \(folder)"
    case .empty: "\(path) is there and is empty: spool-runner secret rotate \(request.source)"
    case .notRegular: "\(path) is no regular file: name the file itself in the configuration"
    case .foreign(let owner):
      "\(path) belongs to \(UserDatabase().name(of: owner)): run this as root or as that user"
    case .planted(let owner):
      "\(path) belongs to \(UserDatabase().name(of: owner)), who is neither root nor the receiver "
        + "and may know the secret: remove it"
    case .failed(let error):
      error.isDenied ? "\(error): run this as root, or as the secret's owner" : "\(error)"
    }
  }
}
