internal import Common

/// An attempt whose program runs.
struct Attempt {
  /// Why its program was told to end.
  enum Ending: Equatable {
    case timedOut
    case stopped
    case cancelled(order: EventID)
  }

  /// The task's name in `claimed/`.
  let name: TaskName
  let retry: RetryPolicy
  let history: TaskHistory
  let log: Descriptor
  /// `Clock.uptime` at the start, in milliseconds.
  let began: Int64
  let timeout: Int64
  var ending: Ending?
  /// `Clock.uptime` after which the group is killed.
  var killAt: Int64?

  /// What the program's end means, given why it ended.
  func result(_ ending: ProgramEnding) -> AttemptResult {
    switch self.ending {
    case nil: AttemptResult(ending)
    case .timedOut: .deferred(reason: "timed out after \(timeout) ms")
    case .stopped: .stopped
    case .cancelled: .cancelled
    }
  }
}
