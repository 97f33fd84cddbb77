internal import Common
internal import Glibc

/// Where the signals for a listener wait until it asks for them; nothing is ever interrupted.
struct SignalDescriptor {
  /// What had come.
  struct Signals {
    /// SIGTERM or SIGINT.
    var hasEnding = false
  }

  let file: Descriptor
  private let formerMask: sigset_t

  /// Blocks SIGCHLD, SIGTERM and SIGINT, and lets SIGPIPE do nothing, in children too: a client
  /// that is gone is an error like others.
  init() throws(SystemError) {
    signal(SIGPIPE) { _ in }
    // Inherited as ignored, it would reap children behind our back.
    signal(SIGCHLD, nil)
    var signals = sigset_t()
    var former = sigset_t()
    sigemptyset(&signals)
    for number in [SIGCHLD, SIGTERM, SIGINT] { sigaddset(&signals, number) }
    sigprocmask(SIG_BLOCK, &signals, &former)
    let number = HiddenCalls.openSignalDescriptor(&signals)
    guard number >= 0 else { throw SystemError(call: "open", path: "signalfd", code: errno) }
    file = Descriptor(number: number)
    formerMask = former
  }

  /// The signals that came: of one kind at most one waits, so one read takes all.
  func take() -> Signals {
    var signals = Signals()
    // `struct signalfd_siginfo` (signalfd(2)): 128 bytes, the first four are the number.
    let size = 128
    withUnsafeTemporaryAllocation(byteCount: 4 * size, alignment: 8) { records in
      let count = read(file.number, records.baseAddress, records.count)
      for start in stride(from: 0, to: count - size + 1, by: size) {
        let number = records.loadUnaligned(fromByteOffset: start, as: Int32.self)
        if number == SIGTERM || number == SIGINT { signals.hasEnding = true }
      }
    }
    return signals
  }

  /// Lets a child be ended by the signals that are blocked here.
  ///
  /// SIGINT does nothing to it, as a terminal sends that to the listener and its children alike.
  func giveBack() {
    signal(SIGINT) { _ in }
    var mask = formerMask
    sigprocmask(SIG_SETMASK, &mask, nil)
    close(file.number)
  }
}
