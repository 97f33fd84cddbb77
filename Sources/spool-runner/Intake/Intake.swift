internal import Common

/// Watches over `incoming/`: routes events, takes drops, and looks again at what is unfinished.
struct Intake {
  /// A drop that does not parse is given this long, in milliseconds, with its size unchanged.
  static let standStill: Int64 = 5000
  private static let lookAgain: Int64 = 500

  private struct Unfinished {
    var size: Int
    var since: Int64
  }

  let spool: Spool
  let trust: Trust
  var router: Router
  let drops: DropTaker
  let clock: any Clock
  private var unfinished: [FileName: Unfinished] = [:]
  private var routingGuard: RoutingGuard
  private var waiting = WaitingEntries()
  /// The names to be looked at, the oldest last.
  private var backlog: [FileName] = []
  private var isStale = true
  /// The events of the last portion.
  private(set) var routed: [EventName] = []

  init(spool: Spool, trust: Trust, router: Router, drops: DropTaker, clock: any Clock) {
    self.spool = spool
    self.trust = trust
    self.router = router
    self.drops = drops
    self.clock = clock
    routingGuard = RoutingGuard(spool, drops.rejecter)
  }

  /// When to look again at a drop that may still be being written; `Clock.uptime`.
  var nextLook: Int64? { unfinished.isEmpty ? nil : clock.uptime() + Self.lookAgain }
  var isWaiting: Bool { !unfinished.isEmpty }

  /// Whether something stayed in `incoming/` that the path unit would start another runner for.
  var isHolding: Bool { !waiting.isEmpty }

  /// Whether the runner looks at a name in `incoming/`: the names that `*.json` matches.
  static func isLookedAt(_ name: FileName) -> Bool { !name.isHidden && name.hasSuffix(".json") }

  /// Whether something is to be looked at.
  var hasMore: Bool { !backlog.isEmpty || isStale }

  /// There may be something new; the folder is listed again when all of it was looked at.
  mutating func lookAgain() { isStale = true }

  /// Whether an event lies in `incoming/`.
  func awaits(_ event: EventID) throws(SystemError) -> Bool {
    var isThere = false
    let id = Array(event.description.utf8)
    try files.list(spool.path(.incoming)) { if $0.starts(with: id) { isThere = true } }
    return isThere
  }

  /// Takes a portion of what is in `incoming/`; the tasks that came of it, in their folders.
  ///
  /// What fails at one entry is said once, and the entry waits.
  mutating func run() throws(SystemError) -> [WaitingTask] {
    if backlog.isEmpty { try list() }
    let portion = backlog.suffix(PassOptions.portion).reversed()
    backlog.removeLast(portion.count)
    routed = []
    for name in portion {
      do throws(SystemError) {
        if let event = try take(name) { routed.append(event) }
      } catch {
        waiting.add("\(error)")
      }
    }
    defer { if backlog.isEmpty { waiting.report(trust) } }
    return try route(routed.sorted())
  }

  private mutating func list() throws(SystemError) {
    isStale = false
    waiting.begin()
    let names = try files.fileNames(in: spool.path(.incoming))
    backlog = names.filter(Self.isLookedAt).reversed()
    guard !unfinished.isEmpty else { return }
    let seen = Set(backlog)
    unfinished = unfinished.filter { seen.contains($0.key) }
  }

  /// Finishes drops that a runner before us had begun to take.
  func recover() throws(SystemError) {
    for (name, id) in try taken() {
      do throws(SystemError) {
        try recover(name, id)
      } catch {
        if !error.isMissing { StandardStreams.complain("\(error)", priority: 4) }
      }
    }
  }

  private var files: any FileSystem { spool.files }

  /// The drops that are being taken; no name is made of a hundred thousand others.
  private func taken() throws(SystemError) -> [(name: FileName, id: EventID)] {
    var taken: [(name: FileName, id: EventID)] = []
    try files.list(spool.path(.incoming)) { bytes in
      guard bytes.first == UInt8(ascii: ".") else { return }
      let name = FileName(bytes)
      if let id = DropTaker.takenID(name) { taken.append((name, id)) }
    }
    return taken.sorted { $0.name < $1.name }
  }

  private func recover(_ name: FileName, _ id: EventID) throws(SystemError) {
    let path = FilePath(spool.path(.incoming), name)
    let status = try files.status(path)
    guard status.kind == .regular else {
      drops.rejecter.reject(name, because: "it has the name of a file that is being taken")
      return
    }
    try removeOtherNames(of: name, status)
    if try isPresent(id) { try files.remove(path) } else { try drops.finish(name, id) }
  }

  private mutating func take(_ name: FileName) throws(SystemError) -> EventName? {
    switch try Arrival.look(at: name, spool, trust.events) {
    case .event(let event): return event
    case .gone: return nil
    case .moved(let event):
      try files.removeIfPresent(spool.path(incoming: event))
      return nil
    case .untrusted(let event):
      waiting.add(event)
      return nil
    case .drop: return try takeDrop(name)
    }
  }

  private mutating func takeDrop(_ name: FileName) throws(SystemError) -> EventName? {
    let now = clock.uptime()
    let before = unfinished.removeValue(forKey: name)
    let isLastLook = before.map { now - $0.since >= Self.standStill } ?? false
    let path = FilePath(spool.path(.incoming), name)
    if isLastLook, let before, let status = try files.statusIfPresent(path),
      status.size != before.size
    {
      unfinished[name] = Unfinished(size: status.size, since: now)
      return nil
    }
    switch try drops.take(name, isLastLook: isLastLook) {
    case .taken(let event): return event
    case .ended, .gone: return nil
    case .stays:
      waiting.add("\(path.shown) can neither be taken nor moved")
      return nil
    case .unfinished(let size):
      let since = before.flatMap { $0.size == size ? $0.since : nil } ?? now
      unfinished[name] = Unfinished(size: size, since: since)
      return nil
    }
  }

  private mutating func route(_ events: [EventName]) throws(SystemError) -> [WaitingTask] {
    if routingGuard.isCareful { return try routeCarefully(events) }
    guard !events.isEmpty else { return [] }
    return try route(events, alone: events.count == 1 ? events.first : nil)
  }

  private mutating func routeCarefully(_ events: [EventName]) throws(SystemError) -> [WaitingTask] {
    var tasks: [WaitingTask] = []
    for event in events {
      if routingGuard.isPoison(event) {
        let reason = "the runner died \(RoutingGuard.mostDeaths) times while routing it alone"
        if router.reject(event, because: reason) == .stays { waiting.add(reason) }
        routingGuard.end(alone: event)
      } else {
        tasks += try route([event], alone: event)
      }
    }
    if backlog.isEmpty { routingGuard.relax() }
    return tasks
  }

  /// Routes some events under the guard; only a runner that vanishes in here leaves its note.
  private mutating func route(_ events: [EventName], alone: EventName?) throws(SystemError)
    -> [WaitingTask]
  {
    routingGuard.begin(alone: alone)
    do throws(SystemError) {
      let routed = try router.route(events)
      for (event, error) in routed.failures { waiting.add("\(error), so \(event) waits") }
      let failed = Set(routed.failures.map(\.event))
      self.routed.removeAll { failed.contains($0) }
      routingGuard.end(alone: alone)
      return routed.tasks
    } catch {
      routingGuard.undo()
      throw error
    }
  }

  /// A power cut may have kept half of the rename that took a drop: the file has its old name too.
  private func removeOtherNames(of taken: FileName, _ status: FileStatus) throws(SystemError) {
    guard status.links > 1 else { return }
    for name in try files.fileNames(in: spool.path(.incoming)) where name != taken {
      let path = FilePath(spool.path(.incoming), name)
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
