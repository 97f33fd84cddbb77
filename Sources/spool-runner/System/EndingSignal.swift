internal import Glibc

/// How a group of processes is told to end.
enum EndingSignal {
  /// Asks; a program may clean up first.
  case terminate
  /// Ends it at once.
  case kill

  var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .kill: SIGKILL
    }
  }
}
