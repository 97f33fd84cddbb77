internal import Common
internal import Glibc

/// Processes that are forked and go on with this program.
///
/// The listener has one thread, so a child finds every lock of the C library and of Swift free.
enum ChildProcess {
  enum Fork {
    case child
    case parent(Int32)
    /// There is no such process, and nothing to wait for.
    case failed(SystemError)
  }

  /// A child that ended, and the signal that ended it.
  struct End {
    let process: Int32
    let signal: Int32?
  }

  static func fork() -> Fork {
    let process = Glibc.fork()
    if process == 0 { return .child }
    if process > 0 { return .parent(process) }
    return .failed(SystemError(call: "fork", path: "a process", code: errno))
  }

  /// Collects one child that ended; nil while none has.
  static func reap() -> End? {
    var status: Int32 = 0
    while true {
      let process = waitpid(-1, &status, WNOHANG)
      // The low seven bits are the signal (`waitpid(2)`).
      if process > 0 {
        return End(process: process, signal: status & 0x7F == 0 ? nil : status & 0x7F)
      }
      if process == 0 || errno != EINTR { return nil }
    }
  }

  static func kill(_ process: Int32) { _ = Glibc.kill(process, SIGKILL) }

  /// Ends this process at once, without what its parent wanted done at its own end.
  static func end() -> Never { _exit(0) }

  /// Waits a second: who starts this program again at once, would do so hundreds of times in it.
  static func pauseBeforeFailing() { sleep(1) }
}
