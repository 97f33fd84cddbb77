/// What a listener knows and decides; it acts on nothing.
///
/// Times are milliseconds of `Clock.uptime`. The states are those of `docs/INTERNALS.md`, "The listener".
struct ListenerState {
  enum Phase: Equatable {
    case serving
    /// To be replaced: accepts until the first moment without children, and not beyond this time.
    case leaving(until: Int64)
    /// Accepts nothing more, and ends with its last child.
    case draining
  }

  /// How long a listener that is to be replaced waits for a moment without children.
  private static var farewell: Int64 { 10_000 }
  /// How long it waits for what the machine has too little of, unless a child ends before.
  private static var shortPause: Int64 { 100 }
  /// How often it looks whether it is to be replaced: once a second, however many connections.
  private static var lookInterval: Int64 { 1000 }

  let limits: ListenerLimits
  /// Whether the next connection starts another one when this one ends.
  let isStartedAgain: Bool
  private(set) var phase = Phase.serving
  private(set) var children = ChildTable()
  private let started: Int64
  private var lastTraffic: Int64
  private var lastLook: Int64
  private var pausedUntil: Int64?
  /// A connection was accepted that has no process yet.
  private var holdsConnection = false

  init(_ limits: ListenerLimits, isStartedAgain: Bool, at now: Int64) {
    self.limits = limits
    self.isStartedAgain = isStartedAgain
    started = now
    lastTraffic = now
    lastLook = now
  }
}

// What happened.
extension ListenerState {
  /// A process serves a connection.
  mutating func began(_ process: Int32, at now: Int64, of client: RateClient?) {
    children.add(process, at: now, of: client)
    holdsConnection = false
    lastTraffic = now
  }

  /// A process ended; returns what was known of it.
  mutating func ended(_ process: Int32, at now: Int64) -> ChildTable.Child? {
    lastTraffic = now
    pausedUntil = nil
    return children.remove(process)
  }

  /// No process could be made for a connection, which is kept.
  mutating func couldNotStart(at now: Int64) {
    holdsConnection = true
    pausedUntil = now + Self.shortPause
  }

  /// The machine has no descriptor or memory left for one more connection.
  mutating func couldNotAccept(at now: Int64) { pausedUntil = now + Self.shortPause }

  /// It was told to end.
  mutating func stop() { phase = .draining }

  /// Looks, at most once a second, whether this listener is too old or its program was replaced.
  mutating func look(at now: Int64, isReplaced: () -> Bool) {
    guard isStartedAgain, phase == .serving, now - lastLook >= Self.lookInterval else { return }
    lastLook = now
    guard now - started >= limits.lifetime || isReplaced() else { return }
    phase = .leaving(until: now + Self.farewell)
  }
}

// What follows.
extension ListenerState {
  mutating func step(at now: Int64) -> ListenerStep {
    if let end = pausedUntil, end <= now { pausedUntil = nil }
    if isTimeToDrain(now) { phase = .draining }
    return ListenerStep(
      kills: children.takeStarted(by: now - limits.maxAge), accepts: mayAccept,
      triesAgain: holdsConnection && pausedUntil == nil,
      isOver: phase == .draining && isAlone, wait: wait(from: now))
  }

  /// Whether one more connection may be accepted.
  var mayAccept: Bool {
    switch phase {
    case .serving: hasRoom
    case .leaving: hasRoom && !isAlone
    case .draining: false
    }
  }

  /// Whether this client may have one more connection.
  func admits(_ client: RateClient) -> Bool {
    guard let most = limits.perAddress else { return true }
    return children.count(of: client) < most
  }

  private var hasRoom: Bool {
    !holdsConnection && pausedUntil == nil && children.count < limits.connections
  }

  private var isAlone: Bool { children.isEmpty && !holdsConnection }

  private func isTimeToDrain(_ now: Int64) -> Bool {
    switch phase {
    case .serving: isStartedAgain && isAlone && now - lastTraffic >= limits.idle
    case .leaving(let end): isAlone || end <= now
    case .draining: false
    }
  }

  private func wait(from now: Int64) -> Int64? {
    var next = pausedUntil
    func earlier(_ time: Int64) { next = min(next ?? time, time) }
    if let oldest = children.oldestStart { earlier(oldest + limits.maxAge) }
    if case .leaving(let end) = phase { earlier(end) }
    if phase == .serving, isStartedAgain, isAlone { earlier(lastTraffic + limits.idle) }
    return next.map { max(0, $0 - now) }
  }
}
