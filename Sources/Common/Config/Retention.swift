/// How long the spool keeps what is over, in milliseconds.
package struct Retention: Equatable, Sendable {
  /// Tasks that were delivered.
  package var done = 7 * Self.day

  /// Tasks that were cancelled.
  package var cancelled = 7 * Self.day

  /// Events no task needs any more.
  package var events = 7 * Self.day

  /// Dead letters.
  package var failed = 90 * Self.day

  /// Dropped files that cannot be an event.
  package var rejected = 30 * Self.day

  /// Who was seen: a delivery older than this is accepted again.
  package var deliveries = 30 * Self.day

  package var journal = 30 * Self.day

  package static let keys = [
    "done", "cancelled", "events", "failed", "rejected", "deliveries", "journal",
  ]

  private static let day: Int64 = 86_400_000

  package init() {}

  /// Reads the object of the key `retention`.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    done = try reader.time("done") ?? done
    cancelled = try reader.time("cancelled") ?? cancelled
    events = try reader.time("events") ?? events
    failed = try reader.time("failed") ?? failed
    rejected = try reader.time("rejected") ?? rejected
    deliveries = try reader.time("deliveries") ?? deliveries
    journal = try reader.time("journal") ?? journal
  }
}
