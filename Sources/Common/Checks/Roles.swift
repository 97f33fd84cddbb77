/// The users that the two programs run as, as far as spool and configuration tell.
package struct Roles: Sendable {
  /// The names that are installed (`deploy/systemd`).
  static let runnerName = "webhook-runner"
  package static let receiverName = "webhook-cgi"
  static let lookersName = "webhook"

  /// The owner of the spool.
  package let runner: UInt32

  /// Who writes into `incoming/` what is verified, and has to read the signing secrets.
  package let receiver: UInt32

  /// Whose files can be events, as the runner decides it.
  package let trust: EventTrust

  /// Both groups where the spool is one as it is installed; nil where one user does everything, or
  /// users of other names do: whose group is whose is not known then.
  let groups: (lookers: UInt32, receivers: UInt32)?

  package init(_ configuration: Configuration, _ scene: CheckScene) {
    let accounts = scene.accounts
    let root = try? scene.files.status(configuration.spool)
    let owner = root?.owner ?? accounts.user(named: Self.runnerName) ?? scene.user
    runner = owner
    let installed = accounts.user(named: Self.receiverName)
    let isInstalled = accounts.name(ofUser: owner) == Self.runnerName
    let wanted = configuration.receiverUser.flatMap(accounts.user(namedOrNumbered:))
    // A spool of one user, on a machine where the usual accounts exist too.
    receiver = wanted ?? (isInstalled ? installed : nil) ?? owner
    trust = EventTrust(receiver: wanted ?? installed ?? owner, runner: owner)
    if accounts.name(ofUser: owner) == Self.runnerName,
      let lookers = accounts.group(named: Self.lookersName),
      let receivers = accounts.group(named: Self.receiverName)
    {
      groups = (lookers, receivers)
    } else {
      groups = nil
    }
  }

  /// The group that a folder should have; nil when that is not known.
  func group(of folder: SpoolFolder) -> UInt32? {
    folder.isReceiversGroup ? groups?.receivers : groups?.lookers
  }
}
