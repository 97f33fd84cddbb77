internal import Common

/// An attempt that is over, before it is settled.
struct Ended {
  let name: TaskName
  let history: TaskHistory
  /// The task file, open at its end; closed by settling.
  let log: Descriptor
  /// Nil when the route is gone, or its task is not to be tried again.
  let retry: RetryPolicy?
  let result: AttemptResult
  let ending: ProgramEnding?
  let output: String?
  /// `Clock.uptime` at its start.
  let began: Int64
  /// The order that cancelled it, to be removed when it is settled.
  let order: EventID?

  /// A program ended.
  init(_ attempt: Attempt, _ result: AttemptResult, _ ending: ProgramEnding, _ output: String) {
    name = attempt.name
    history = attempt.history
    log = attempt.log
    retry = attempt.retry
    self.result = result
    self.ending = ending
    self.output = output
    began = attempt.began
    if case .cancelled(let order)? = attempt.ending { self.order = order } else { order = nil }
  }

  /// No program was started, or nobody saw its end.
  init(
    unstarted name: TaskName, _ history: TaskHistory, _ log: Descriptor, _ retry: RetryPolicy?,
    _ result: AttemptResult, _ began: Int64
  ) {
    self.name = name
    self.history = history
    self.log = log
    self.retry = retry
    self.result = result
    ending = nil
    output = nil
    self.began = began
    order = nil
  }
}
