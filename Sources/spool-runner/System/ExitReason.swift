/// How a process ended.
enum ExitReason: Equatable {
  case exited(Int32)
  case killed(signal: Int32)

  /// Reads what `waitpid(2)` reports of a process that is gone: the low seven bits are the signal,
  /// the next byte is the exit status.
  init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .exited(waitStatus >> 8 & 0xFF) : .killed(signal: signal)
  }
}
