internal import Common

/// What stays in `incoming/` because it cannot be routed as it is, said once a pass.
struct WaitingEntries {
  /// Beyond this many lines a pass says no more: one cause may concern every entry.
  private static let mostLines = 50

  private var untrusted: [UntrustedEvent.Obstacle: [EventName]] = [:]
  private var reasons: [String] = []
  private var said: Set<String> = []

  var isEmpty: Bool { untrusted.isEmpty && reasons.isEmpty }

  /// Forgets what waited at the last look; what was said stays said.
  mutating func begin() {
    untrusted = [:]
    reasons = []
  }

  mutating func add(_ event: UntrustedEvent) {
    untrusted[event.obstacle, default: []].append(event.name)
  }

  mutating func add(_ reason: String) {
    reasons.append(reason)
  }

  /// Says what was not said yet.
  mutating func report(_ trust: Trust) {
    for (obstacle, events) in untrusted {
      guard let first = events.min() else { continue }
      say(
        obstacle.text(
          count: events.count, first: first, trust.events, account: trust.account),
        about: "\(obstacle)")
    }
    for reason in reasons { say(reason, about: reason) }
  }

  private mutating func say(_ text: String, about what: String) {
    guard said.count < Self.mostLines, said.insert(what).inserted else { return }
    StandardStreams.complain("incoming: \(text)", priority: 4)
  }
}
