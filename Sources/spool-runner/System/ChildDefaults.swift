internal import Glibc

/// What every child of this runner is given, made ready once.
struct ChildDefaults {
  let place: ProcessPlace
  private let limit: DescriptorLimit?
  /// The signals that this process ignores, which a program would go on ignoring.
  private let ignored: [Int32]

  /// Asks once for what would else be asked for each child: which signals are ignored.
  init(place: ProcessPlace, limit: DescriptorLimit? = nil) {
    self.place = place
    self.limit = limit
    ignored = (1..<NSIG).filter { number in
      var action = sigaction()
      guard sigaction(number, nil, &action) == 0 else { return false }
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
  }

  /// Back to what a program may expect; called between fork and exec.
  ///
  /// An ignored or blocked signal would stay so. One that is handled is reset by the exec.
  func restore() {
    for number in ignored { _ = signal(number, SIG_DFL) }
    var none = sigset_t()
    sigemptyset(&none)
    sigprocmask(SIG_SETMASK, &none, nil)
    limit?.restore()
  }
}
