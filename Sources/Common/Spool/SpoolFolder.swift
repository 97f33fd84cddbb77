/// The folders of a spool, with the permissions they are made with.
///
/// `docs/INTERNALS.md` has the table; owners and groups are `deploy/systemd`'s and `check`'s.
package enum SpoolFolder: String, CaseIterable, Sendable {
  case tmp
  case incoming
  case orders
  case events
  case rejected
  case tasks
  case ready = "tasks/ready"
  case claimed = "tasks/claimed"
  case deferred = "tasks/deferred"
  case done = "tasks/done"
  case failed = "tasks/failed"
  case cancelled = "tasks/cancelled"
  case deliveries
  case journal
  case state
  case runner

  package var permissions: UInt32 {
    switch self {
    case .tmp, .incoming: 0o3770
    case .orders, .deliveries, .journal, .state: 0o2770
    case .events, .rejected, .tasks, .ready, .claimed, .deferred, .done, .failed, .cancelled:
      0o2750
    case .runner: 0o750
    }
  }

  package init(_ state: TaskState) {
    self =
      switch state {
      case .ready: .ready
      case .claimed: .claimed
      case .deferred: .deferred
      case .done: .done
      case .failed: .failed
      case .cancelled: .cancelled
      }
  }

  /// The folder of the spool it lies in; nil for the spool itself.
  var parent: SpoolFolder? {
    switch self {
    case .ready, .claimed, .deferred, .done, .failed, .cancelled: .tasks
    default: nil
    }
  }

  /// Whether its group is the receiver's own, and not that of the people who may look and drop.
  package var isReceiversGroup: Bool {
    switch self {
    case .orders, .deliveries, .journal, .state: true
    default: false
    }
  }

  /// Whether the receiver makes this folder when it is missing; the others are the runner's.
  package var isReceivers: Bool {
    switch self {
    case .tmp, .incoming, .orders, .deliveries, .journal, .state: true
    default: false
    }
  }
}
