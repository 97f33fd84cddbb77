internal import Common
internal import Glibc

/// Where signals wait until the loop asks for them; nothing is ever interrupted.
struct SignalDesk {
  /// Can be read while a signal waits.
  let descriptor: Descriptor

  /// Makes writing beyond a limit on files (RLIMIT_FSIZE) an error like others.
  static func ignoreFileLimit() { signal(SIGXFSZ, SIG_IGN) }

  /// Blocks every `DeskSignal` for the calling thread, and ignores SIGPIPE: writing to a connection
  /// that is gone is an error like others.
  init() throws(SystemError) {
    signal(SIGPIPE, SIG_IGN)
    // Inherited as ignored, it would reap children behind our back.
    signal(SIGCHLD, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in DeskSignal.allCases { sigaddset(&signals, signal.number) }
    sigprocmask(SIG_BLOCK, &signals, nil)
    let number = CLibrary.openSignalDescriptor(&signals)
    guard number >= 0 else { throw SystemError(call: "open", path: "signalfd", code: errno) }
    descriptor = Descriptor(number: number)
  }

  /// The signals that came; several of one kind may be told as one.
  func take() -> [DeskSignal] {
    var signals: [DeskSignal] = []
    // `struct signalfd_siginfo` (signalfd(2)): 128 bytes, the first four are the number.
    var record = [UInt8](repeating: 0, count: 128)
    while read(descriptor.number, &record, record.count) == record.count {
      let number = record.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) }
      signals += DeskSignal.allCases.filter { $0.number == number }
    }
    return signals
  }

  /// Closes the descriptor; the signals stay blocked.
  func close() { _ = Glibc.close(descriptor.number) }
}
