internal import Glibc

/// Lets time pass.
enum Pause {
  /// Returns after so many milliseconds; a signal may end it early.
  static func milliseconds(_ milliseconds: Int64) {
    var time = timespec(
      tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    nanosleep(&time, nil)
  }
}
