internal import Common

/// Whom the runner believes, by the owner of an open file.
struct Trust: Sendable {
  /// Which files are events already.
  let events: EventTrust
  /// Whether a user is a member of the spool's group.
  let isMember: @Sendable (UInt32) -> Bool
  /// The name of a user, for a message.
  var account: @Sendable (UInt32) -> String = { "\($0)" }

  func mayDrop(_ owner: UInt32) -> Bool {
    owner == 0 || events.isWriter(owner) || isMember(owner)
  }

  /// Whether this account may have an event routed again by a copy of it.
  func mayReprocess(_ owner: UInt32) -> Bool { owner == 0 || owner == events.runner }
}
