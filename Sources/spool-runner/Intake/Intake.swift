internal import Common

/// Watches over `incoming/`: routes events, takes drops, and looks again at what is unfinished.
struct Intake {
  /// A drop that does not parse is given this long, in milliseconds, with its size unchanged.
  static let standStill: Int64 = 5000
  private static let lookAgain: Int64 = 500
  private static let batch = 256

  private struct Unfinished {
    var size: Int
    var since: Int64
  }

  let spool: Spool
  let trust: Trust
  let router: Router
  let drops: DropTaker
  let clock: any Clock
  private var unfinished: [String: Unfinished] = [:]
  private var routingGuard: RoutingGuard

  init(spool: Spool, trust: Trust, router: Router, drops: DropTaker, clock: any Clock) {
    self.spool = spool
    self.trust = trust
    self.router = router
    self.drops = drops
    self.clock = clock
    routingGuard = RoutingGuard(spool)
  }

  /// When to look again at a drop that may still be being written; `Clock.uptime`.
  var nextLook: Int64? { unfinished.isEmpty ? nil : clock.uptime() + Self.lookAgain }
  var isWaiting: Bool { !unfinished.isEmpty }

  /// Takes everything that is in `incoming/` now; the tasks that came of it, in their folders.
  mutating func run() throws(SystemError) -> [WaitingTask] {
    var events: [EventName] = []
    var seen: Set<String> = []
    for name in try files.names(in: spool.path(.incoming)) where name.hasSuffix(".json") {
      guard !name.hasPrefix(".") else { continue }
      seen.insert(name)
      if let event = try take(name) { events.append(event) }
    }
    unfinished = unfinished.filter { seen.contains($0.key) }
    return try route(events.sorted())
  }

  /// Finishes drops that a runner before us had begun to take.
  func recover() throws(SystemError) {
    for name in try files.names(in: spool.path(.incoming)) {
      guard let id = DropTaker.takenID(name) else { continue }
      try removeOtherNames(of: name)
      if try isPresent(id) {
        try files.removeIfPresent(spool.path(.incoming, name))
      } else {
        try drops.finish(id)
      }
    }
  }

  private var files: any FileSystem { spool.files }

  private mutating func take(_ name: String) throws(SystemError) -> EventName? {
    switch try Arrival.look(at: name, spool, trust) {
    case .event(let event): return event
    case .gone: return nil
    case .moved(let event):
      try files.removeIfPresent(spool.path(incoming: event))
      return nil
    case .drop: return try takeDrop(name)
    }
  }

  private mutating func takeDrop(_ name: String) throws(SystemError) -> EventName? {
    let now = clock.uptime()
    let before = unfinished.removeValue(forKey: name)
    let isLastLook = before.map { now - $0.since >= Self.standStill } ?? false
    if isLastLook, let before, let status = try files.statusIfPresent(spool.path(.incoming, name)),
      status.size != before.size
    {
      unfinished[name] = Unfinished(size: status.size, since: now)
      return nil
    }
    switch try drops.take(name, isLastLook: isLastLook) {
    case .taken(let event): return event
    case .rejected, .gone: return nil
    case .unfinished(let size):
      let since = before.flatMap { $0.size == size ? $0.since : nil } ?? now
      unfinished[name] = Unfinished(size: size, since: since)
      return nil
    }
  }

  private mutating func route(_ events: [EventName]) throws(SystemError) -> [WaitingTask] {
    if routingGuard.isCareful { return try routeCarefully(events) }
    var tasks: [WaitingTask] = []
    var rest = events[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(Self.batch))
      rest = rest.dropFirst(Self.batch)
      try routingGuard.begin(alone: part.count == 1 ? part.first : nil)
      tasks += try router.route(part)
      try routingGuard.end(alone: nil)
    }
    return tasks
  }

  private mutating func routeCarefully(_ events: [EventName]) throws(SystemError) -> [WaitingTask] {
    var tasks: [WaitingTask] = []
    for event in events {
      if routingGuard.isPoison(event) {
        let reason = "the runner died \(RoutingGuard.mostDeaths) times while routing it alone"
        try drops.rejecter.reject(event.description, because: reason)
      } else {
        try routingGuard.begin(alone: event)
        tasks += try router.route([event])
      }
      try routingGuard.end(alone: event)
    }
    try routingGuard.relax()
    return tasks
  }

  /// A power cut may have kept half of the rename that took a drop: the file has its old name too.
  private func removeOtherNames(of taken: String) throws(SystemError) {
    let status = try files.status(spool.path(.incoming, taken))
    guard status.links > 1 else { return }
    for name in try files.names(in: spool.path(.incoming)) where name != taken {
      let path = spool.path(.incoming, name)
      if try files.statusIfPresent(path)?.identity == status.identity { try files.remove(path) }
    }
  }

  /// Whether the event of a drop was written before its runner died.
  private func isPresent(_ id: EventID) throws(SystemError) -> Bool {
    for folder in [spool.path(.incoming), spool.folder(of: id)] {
      guard try files.exists(folder) else { continue }
      for name in try files.names(in: folder) where EventName(name)?.id == id { return true }
    }
    return false
  }
}
