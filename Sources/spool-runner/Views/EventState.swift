/// Where an event is.
enum EventState: String, CaseIterable {
  /// Accepted or dropped, not yet routed.
  case incoming
  case routed
}
