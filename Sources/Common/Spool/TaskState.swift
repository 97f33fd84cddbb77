/// Where a task is.
///
/// The folder is the state.
///
/// The order is that of a name found twice after a power cut: the later of the two is right.
package enum TaskState: String, CaseIterable, Comparable, Sendable {
  case ready
  case claimed
  case deferred
  case cancelled
  case failed
  case done

  /// Whether a task that is here has ended; such names have no suffix and lie in a day's folder.
  package var isEnded: Bool {
    switch self {
    case .ready, .claimed, .deferred: false
    case .cancelled, .failed, .done: true
    }
  }

  package static func < (left: TaskState, right: TaskState) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
