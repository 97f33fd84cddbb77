internal import Common

/// What becomes of a task after an attempt.
enum Settlement: Equatable {
  case complete
  /// Milliseconds since 1970.
  case `defer`(until: Int64, reason: String)
  case fail(reason: String)
  case cancel

  /// Decides; touches nothing.
  ///
  /// - Parameters:
  ///   - result: How the attempt ended.
  ///   - tries: Attempts that began since the task was made or last retried by a person.
  ///   - retry: How often, and after how long, the route tries again; nil when the route is gone.
  ///   - now: Milliseconds since 1970.
  ///   - jitter: From 0 up to 1.
  init(_ result: AttemptResult, tries: Int, retry: RetryPolicy?, now: Int64, jitter: Double) {
    switch result {
    case .delivered: self = .complete
    case .cancelled: self = .cancel
    case .rejected(let reason): self = .fail(reason: reason)
    case .deferred(let reason), .cut(let reason):
      let wait = retry?.delay(afterTry: tries, jitter: jitter)
      self.init(again: wait, tries, retry, reason, now)
    case .stopped:
      let wait = retry?.delay(afterStopOf: tries, jitter: jitter)
      self.init(again: wait, tries, retry, "the runner was told to end", now)
    }
  }

  private init(
    again wait: Int64?, _ tries: Int, _ retry: RetryPolicy?, _ reason: String, _ now: Int64
  ) {
    if let wait {
      self = .defer(until: now + wait, reason: reason)
    } else if retry == nil {
      self = .fail(reason: reason)
    } else {
      self = .fail(reason: "gave up after \(tries) \(tries == 1 ? "try" : "tries"): \(reason)")
    }
  }

  /// Where the task goes.
  var state: TaskState {
    switch self {
    case .complete: .done
    case .defer: .deferred
    case .fail: .failed
    case .cancel: .cancelled
    }
  }

  var reason: String? {
    switch self {
    case .complete, .cancel: nil
    case .defer(_, let reason), .fail(let reason): reason
    }
  }

  var due: Int64? { if case .defer(let due, _) = self { due } else { nil } }
}
