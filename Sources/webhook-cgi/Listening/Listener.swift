internal import Common

/// Accepts connections and forks a process for each, which serves its one request and ends.
///
/// It reads no request, no configuration and no secret. `ListenerState` decides, this acts.
struct Listener {
  private let sockets: [ListeningSocket]
  private let signals: SignalDescriptor
  private let executable: ExecutableIdentity
  private let config: String?
  private let clock = KernelClock()
  private var state: ListenerState
  /// The connection for which no process could be made yet.
  private var held: AcceptedConnection?
  private var acceptComplaint = SeldomComplaint("connections wait, as none can be accepted")
  private var startComplaint = SeldomComplaint("connections wait, as no process can be started")

  /// Takes over the signals; `isStartedAgain` says that the next connection starts another
  /// listener when this one has ended.
  init(
    on sockets: [ListeningSocket], _ limits: ListenerLimits, isStartedAgain: Bool, config: String?
  ) throws(SystemError) {
    self.sockets = sockets
    self.config = config
    signals = try SignalDescriptor()
    executable = ExecutableIdentity()
    state = ListenerState(limits, isStartedAgain: isStartedAgain, at: clock.uptime())
  }

  /// Returns when it has no child and accepts nothing more; connections that came since then are in
  /// the kernel's queue.
  mutating func run() throws(SystemError) {
    while true {
      let step = state.step(at: clock.uptime())
      for process in step.kills { ChildProcess.kill(process) }
      if step.isOver { return }
      if step.triesAgain, let connection = held { start(connection) }
      let watched = step.accepts ? sockets : []
      let ready = ReadySet.wait(signals, watched, milliseconds: step.wait)
      if ready.hasSignals { takeSignals() }
      for socket in watched where ready.isReady(socket) { try accept(on: socket) }
    }
  }

  private mutating func takeSignals() {
    if signals.take().hasEnding { state.stop() }
    while !state.children.isEmpty, let end = ChildProcess.reap() {
      let child = state.ended(end.process, at: clock.uptime())
      guard let signal = end.signal else { continue }
      let why = child?.isKilled == true ? ": it was older than --max-age" : ""
      StandardStreams.complain(
        "webhook-cgi: the process of a request ended by signal \(SignalName.text(signal))\(why)")
    }
  }

  /// Accepts all that is there, as far as the state allows.
  private mutating func accept(on socket: ListeningSocket) throws(SystemError) {
    while state.mayAccept {
      let now = clock.uptime()
      state.look(at: now) { executable.isReplaced }
      guard state.mayAccept else { return }
      switch try socket.accept() {
      case .connection(let connection): admit(connection)
      case .gone: continue
      case .nothing: return
      case .exhausted(let fault):
        state.couldNotAccept(at: now)
        acceptComplaint.make(at: now, fault)
      }
    }
  }

  private mutating func admit(_ connection: AcceptedConnection) {
    if let client = client(of: connection), !state.admits(client) {
      connection.close()
    } else {
      start(connection)
    }
  }

  /// Who is counted for `--max-per-address`: TCP clients, if there is such a limit.
  private func client(of connection: AcceptedConnection) -> RateClient? {
    guard state.limits.perAddress != nil, let peer = connection.peer, peer != "unix" else {
      return nil
    }
    return RateClient(peer)
  }

  /// Starts the process of a connection; the child never returns.
  ///
  /// Where none can be started, the connection is held and nothing is counted.
  private mutating func start(_ connection: AcceptedConnection) {
    let now = clock.uptime()
    switch ChildProcess.fork() {
    case .child: serve(connection)
    case .parent(let process):
      state.began(process, at: now, of: client(of: connection))
      connection.close()
      held = nil
    case .failed(let fault):
      state.couldNotStart(at: now)
      held = connection
      startComplaint.make(at: now, fault)
    }
  }

  /// The whole life of a child.
  private func serve(_ connection: AcceptedConnection) -> Never {
    FaultReport.leaveToParent()
    signals.giveBack()
    for socket in sockets { socket.close() }
    Session(environment: ProcessEnvironment(), config: config)
      .serveHTTP(on: connection.file, from: connection.peer)
    ChildProcess.end()
  }
}
