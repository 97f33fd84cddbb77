internal import Glibc

/// A signal the runner answers in its loop.
enum DeskSignal: CaseIterable {
  case childEnded
  case terminate
  case interrupt
  case hangUp

  var number: Int32 {
    switch self {
    case .childEnded: SIGCHLD
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    case .hangUp: SIGHUP
    }
  }
}
