internal import Glibc

/// The signal of a write beyond the limit of a file's size (RLIMIT_FSIZE), which ends a process by
/// default: after an event was stored, but before its sender was told.
enum FileSizeSignal {
  /// Lets such a write fail like any other.
  static func ignore() {
    signal(SIGXFSZ) { _ in }
  }
}
