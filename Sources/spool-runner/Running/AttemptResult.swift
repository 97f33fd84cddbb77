/// How one attempt ended.
enum AttemptResult: Equatable {
  case delivered
  case deferred(reason: String)
  case rejected(reason: String)
  /// In the middle, by a crash or by us: nobody knows how far it came.
  case cut(reason: String)
  /// In the middle, because the runner had to end.
  case stopped
  case cancelled

  var outcome: AttemptEnd.Outcome {
    switch self {
    case .delivered: .delivered
    case .deferred: .deferred
    case .rejected: .rejected
    case .cut, .stopped: .cut
    case .cancelled: .cancelled
    }
  }

  /// What a program's exit means: 0 delivered, 100 rejected, anything else deferred.
  init(_ ending: ProgramEnding) {
    switch ending {
    case .exited(0): self = .delivered
    case .exited(100): self = .rejected(reason: "the program exited with 100")
    case .exited(let code): self = .deferred(reason: "the program exited with \(code)")
    case .killed(let signal): self = .deferred(reason: "the program was killed by signal \(signal)")
    case .unstarted(.impossible(let reason)): self = .rejected(reason: reason)
    case .unstarted(.unavailable(let reason)): self = .deferred(reason: reason)
    }
  }
}
