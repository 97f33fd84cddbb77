/// What counts as seen before.
package enum ReplayPolicy: String, CaseIterable, Sendable {
  /// The sender's id of the delivery.
  case delivery

  /// That, and the body: a captured one cannot be sent again under another id.
  case body

  /// Nothing: every request is an event of its own.
  case off
}
