internal import Glibc

/// The kernel's list of this process's children.
enum ProcessTable {
  /// The next child that has ended, left on the list; nil when none has.
  ///
  /// While it is listed its number, and so that of its group, is given to no other. Children of
  /// children are handed to process 1: a runner that is process 1 of a container finds here
  /// processes that it never started.
  static func nextEnded() -> Int32? {
    var information = siginfo_t()
    guard waitid(P_ALL, 0, &information, WEXITED | WNOHANG | WNOWAIT) == 0 else { return nil }
    // `si_pid` follows three whole numbers and the padding of a pointer (sigaction(2)).
    let process = withUnsafeBytes(of: information) {
      $0.loadUnaligned(fromByteOffset: 16, as: Int32.self)
    }
    return process > 0 ? process : nil
  }

  /// Takes a child that has ended off the list; nil when it has not.
  static func reap(_ child: Int32) -> (process: Int32, reason: ExitReason)? {
    var status: Int32 = 0
    let process = waitpid(child, &status, WNOHANG)
    return process > 0 ? (process, ExitReason(waitStatus: status)) : nil
  }
}
