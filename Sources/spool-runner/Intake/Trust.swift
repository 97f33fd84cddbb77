internal import Common

/// Whom the runner believes, by the owner of an open file.
///
/// A name, a mode or what a file says about itself prove nothing: members of the group may put any
/// file into `incoming/`. Only the owner cannot be chosen by the writer.
struct Trust: Sendable {
  /// The receiver's user: only its files can mean `verified`.
  let receiver: UInt32
  /// The runner's own.
  let runner: UInt32
  /// Whether a user is a member of the spool's group.
  let isMember: @Sendable (UInt32) -> Bool

  /// Files that can be finished events: the receiver's, and those the runner made of drops.
  func mayBeEvent(_ owner: UInt32) -> Bool { owner == receiver || owner == runner }

  func mayDrop(_ owner: UInt32) -> Bool {
    owner == 0 || mayBeEvent(owner) || isMember(owner)
  }
}
