internal import Common

/// Finds out whom the runner believes: users and groups by name, asked of the system.
enum TrustFinder {
  /// Without `receiver_user` the account that is installed for the receiver is it, and where there
  /// is none, the runner's own: a spool of one user.
  static func find(_ configuration: Configuration, _ files: any FileSystem) throws(RunFault)
    -> Trust
  {
    let users = UserDatabase()
    let runner = users.currentUser
    var receiver = users.user(named: Roles.receiverName) ?? runner
    if let name = configuration.receiverUser {
      guard let user = users.user(named: name) ?? UInt32(name) else { throw .unknownUser(name) }
      receiver = user
    }
    let incoming = "\(configuration.spool)/\(SpoolFolder.incoming.rawValue)"
    let group = (try? files.status(incoming))?.group
    return Trust(
      events: EventTrust(receiver: receiver, runner: runner),
      isMember: { user in group.map { users.isMember(user, of: $0) } ?? false },
      account: { users.name(of: $0) })
  }
}
