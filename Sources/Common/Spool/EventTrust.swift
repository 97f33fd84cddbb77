/// Which files are events: the one rule that intake, recovery and `Spool.finish` share.
///
/// A name, and what a file says about itself, prove nothing: members of the group may put any file
/// into `incoming/` and `tmp/`. The owner cannot be chosen by the writer, and the bytes are the
/// owner's only where no other account may write them: a second name of the receiver's file, made
/// while others could write it, leads to the same bytes. How many names a file has is not asked,
/// because a snapshot with hard links adds names of its own.
package struct EventTrust: Equatable, Sendable {
  /// The receiver's account.
  package let receiver: UInt32
  /// The account that owns the spool, and makes events of files put there by hand.
  package let runner: UInt32

  package init(receiver: UInt32, runner: UInt32) {
    self.receiver = receiver
    self.runner = runner
  }

  package func isWriter(_ user: UInt32) -> Bool { user == receiver || user == runner }

  /// Whether a file with this status may be an event at all, whatever is in it.
  package func mayBeEvent(_ status: FileStatus) -> Bool {
    status.kind == .regular && isWriter(status.owner) && status.permissions & 0o022 == 0
  }

  /// Whether an open file is a whole event with this id that the receiver or the runner wrote.
  ///
  /// Everything is asked of the descriptor, which was opened without following a link, so that the
  /// file cannot change into another one in between.
  package func isEvent(_ file: Descriptor, _ id: EventID, _ files: Files)
    throws(SystemError) -> Bool
  {
    let status = try files.status(file)
    guard mayBeEvent(status) else { return false }
    return try Self.isMarked(file, status, id, files)
  }

  /// Whether an open file ends in the end mark of an event with this id.
  package static func isMarked(
    _ file: Descriptor, _ status: FileStatus, _ id: EventID, _ files: Files
  ) throws(SystemError) -> Bool {
    let mark = EventFile.endMark(of: id)
    guard status.size > mark.count else { return false }
    return try files.read(file, from: status.size - mark.count, limit: mark.count) == mark
  }
}

extension Spool {
  /// What a receiver believes: its own files, and those of the account that owns the spool.
  func trustOfReceiver() throws(SystemError) -> EventTrust {
    EventTrust(receiver: files.user, runner: try files.status(root).owner)
  }
}
