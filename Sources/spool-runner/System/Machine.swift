internal import Glibc

/// What a command asks of the machine besides files and time.
enum Machine {
  /// The processors that are switched on; at least 1.
  static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Lets time pass; a signal may end it early.
  static func pause(milliseconds: Int64) {
    var time = timespec(
      tv_sec: Int(milliseconds / 1000), tv_nsec: Int(milliseconds % 1000) * 1_000_000)
    nanosleep(&time, nil)
  }
}
