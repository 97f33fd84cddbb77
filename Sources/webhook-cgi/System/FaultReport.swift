internal import Glibc

/// What is said when this program ends itself at a fault of its own: an overflow, an index out of
/// bounds, a value that is not there.
///
/// Embedded Swift ends the process with a signal and no word.
enum FaultReport {
  #if arch(arm64)
    private static var signalNumber: Int32 { SIGTRAP }
  #else
    private static var signalNumber: Int32 { SIGILL }
  #endif

  /// Says nothing any more: the parent says by which signal this process ended.
  static func leaveToParent() { signal(signalNumber, nil) }

  /// Lets the process say one line on standard error before it ends by that signal.
  static func install() {
    signal(signalNumber) { number in
      let line: StaticString
      switch number {
      case SIGILL:
        line = "webhook-cgi: ended by signal 4, a fault of this program: please report it\n"
      default:
        line = "webhook-cgi: ended by signal 5, a fault of this program: please report it\n"
      }
      // Nothing but system calls: the fault may lie anywhere, in the allocator too.
      _ = write(2, line.utf8Start, line.utf8CodeUnitCount)
      signal(number, nil)
      // Waits until this handler has returned; then it ends the process as it would have at once.
      raise(number)
    }
  }
}
