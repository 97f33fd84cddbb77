/// A file with the name and the end mark of an event that is not routed yet, which cannot be
/// trusted as it is.
///
/// It may be an accepted event under a wrong setting. It waits in `incoming/` until the setting is
/// right, and never becomes a manual event.
package struct UntrustedEvent: Hashable, Sendable {
  /// Why it is not trusted.
  package enum Obstacle: Hashable, Sendable {
    /// The account is neither the receiver's nor the runner's.
    case owner(UInt32)
    /// Its group or others may write it.
    case writable
    /// The runner may not read it.
    case unreadable
  }

  package let name: EventName
  package let obstacle: Obstacle

  package init(name: EventName, obstacle: Obstacle) {
    self.name = name
    self.obstacle = obstacle
  }
}

extension UntrustedEvent.Obstacle {
  /// What is wrong with so many events, and what to do; `account` names a user.
  package func text(
    count: Int, first: EventName, _ trust: EventTrust, account: (UInt32) -> String
  ) -> String {
    let events = count == 1 ? "the event \(first) waits" : "\(count) events wait, first \(first)"
    let receiver = account(trust.receiver)
    switch self {
    case .owner(let owner):
      let name = account(owner)
      return "\(events): owner \(name), and receiver_user is \(receiver). If the receiver runs as "
        + "\(name), set \"receiver_user\": \"\(name)\"; otherwise rename the file, and it is taken "
        + "as a manual event, or remove it"
    case .writable:
      return "\(events): its group or others may write it, so its content proves nothing. "
        + "Rename the file, and it is taken as a manual event, or remove it"
    case .unreadable:
      return "\(events): the runner may not read it: chmod 640"
    }
  }
}

extension EventTrust {
  /// Why a regular file with this status cannot be an event; nil when it can.
  package func obstacle(_ status: FileStatus) -> UntrustedEvent.Obstacle? {
    if !isWriter(status.owner) { return .owner(status.owner) }
    return status.permissions & 0o022 != 0 ? .writable : nil
  }

  /// The untrusted events in `incoming/`; a look from outside, for a person.
  ///
  /// Only what another account owns, or could write, is opened.
  package func untrusted(in spool: Spool) throws(SystemError) -> [UntrustedEvent] {
    var found: [UntrustedEvent] = []
    for entry in try spool.files.fileNames(in: spool.path(.incoming)) {
      guard let name = entry.text.flatMap({ EventName($0) }),
        let obstacle = try obstacle(of: name, in: spool)
      else { continue }
      found.append(UntrustedEvent(name: name, obstacle: obstacle))
    }
    return found
  }

  private func obstacle(of name: EventName, in spool: Spool) throws(SystemError)
    -> UntrustedEvent.Obstacle?
  {
    let files = spool.files
    let path = spool.path(incoming: name)
    guard let status = try files.statusIfPresent(path), status.kind == .regular,
      let obstacle = obstacle(status), try !files.exists(spool.path(event: name))
    else { return nil }
    guard let file = try? files.openRegular(FilePath(path)) else { return obstacle }
    defer { files.close(file) }
    return try Self.isMarked(file, status, name.id, files) ? obstacle : nil
  }
}
