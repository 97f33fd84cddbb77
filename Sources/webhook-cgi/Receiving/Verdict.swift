internal import Common

/// What became of a request that passed.
enum Verdict {
  /// In the spool, durably, as this event.
  case stored(EventFacts, EventID)
  /// Genuine, but the source does not take it; nothing is kept.
  case ignored(EventFacts, reason: String)
  /// The sender only asked whether we are here.
  case pong(zen: String?, delivery: String?)
  /// The sender wants this text back before it sends anything.
  case challenge(String)
}
