internal import Common
internal import Glibc

/// How long the machine has been on, the time it slept included: no setting of the clock changes it.
struct BootTime: Equatable {
  /// The boot id (`random(4)`).
  let boot: String
  /// Milliseconds since that start (CLOCK_BOOTTIME).
  let milliseconds: Int64

  static func now() throws(SystemError) -> BootTime {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return BootTime(
      boot: try ProcessIdentity.bootID(),
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
