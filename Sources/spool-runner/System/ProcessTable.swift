internal import Glibc

/// The kernel's list of this process's children.
enum ProcessTable {
  /// Takes the next child that has ended off the list; nil when none has.
  ///
  /// Children of children are handed to process 1: a runner that is process 1 of a container finds
  /// here processes that it never started.
  static func reap(_ child: Int32 = -1) -> (process: Int32, reason: ExitReason)? {
    var status: Int32 = 0
    let process = waitpid(child, &status, WNOHANG)
    return process > 0 ? (process, ExitReason(waitStatus: status)) : nil
  }
}
