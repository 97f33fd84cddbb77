internal import Common

/// One whole line of a task file.
enum TaskLine: Equatable {
  /// An attempt began: written by the child before it executes its program.
  case started(AttemptStart)
  /// What came of an attempt, and where the task goes.
  case ended(AttemptEnd)
  /// An order was obeyed.
  case ordered(id: String, does: String, at: String, to: TaskState)

  /// Where the task goes after it, nil while an attempt runs.
  var target: TaskState? {
    switch self {
    case .started: nil
    case .ended(let end): end.to
    case .ordered(_, _, _, let to): to
    }
  }
}

/// Who runs an attempt: enough to find its processes again after the runner died.
struct AttemptStart: Equatable {
  let attempt: Int
  let started: String
  /// The first process, which leads a group and a session of its own number.
  ///
  /// Lines of older runners say nothing of namespace and control group.
  let leader: ProcessIdentity
}

/// The result of one attempt.
struct AttemptEnd: Equatable {
  let attempt: Int
  /// Attempts since the task was made or last retried by a person; nil in lines of older programs.
  var tries: Int?
  let ended: String
  let outcome: Outcome
  let reason: String?
  /// Where the task goes; the day of ending is that of `ended`.
  let to: TaskState
  /// Milliseconds since 1970, where it goes to `deferred`.
  let due: Int64?
  let milliseconds: Int?
  let exit: Int?
  let output: String?

  enum Outcome: String, CaseIterable {
    case delivered
    case deferred
    case rejected
    /// Ended by us or by a crash, in the middle.
    case cut
    case cancelled
  }
}
