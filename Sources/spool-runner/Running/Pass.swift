internal import Common

/// One life of the runner: routes, claims, obeys orders and settles, until nothing is left to do.
///
/// A single loop around a single wait; what takes long runs in other processes, so one slow step
/// holds up nothing else. What may be much, events and orders, is done in portions, one of each in
/// a turn, so programs start and end while it goes on.
struct Pass<Host: ProcessHost> {
  let workplace: Workplace
  let options: PassOptions
  var host: Host
  var queue = TaskQueue()
  var intake: Intake
  var orders: OrderDesk
  var events: EventIndex
  var running: [Int32: Attempt] = [:]
  /// Routes that were mended, while events have still to reach them.
  var repair: RouteRepair?
  /// Tasks of events that are not routed to the end.
  var unrouted: [WaitingTask] = []
  /// Claims of a dead runner whose processes are not gone yet.
  var orphans: [TaskName] = []
  /// Those of them of which nothing tells whether their processes live.
  var doubted: Set<TaskID> = []
  /// Outcomes that are known and not yet where they belong.
  var unsettled: [Unsettled] = []
  var troubles = Troubles()
  /// `Clock.uptime` when a pass that does not end last looked around by itself, and for the sweep.
  var tended: Int64
  var swept: Int64
  /// `Clock.uptime` at the start.
  private let began: Int64
  /// `Clock.uptime` at which the runner was told to end.
  var stopping: Int64?
  /// There may be something new in `incoming/` or `orders/`.
  var isSpoolChanged = true

  init(_ workplace: Workplace, _ options: PassOptions, _ host: Host) {
    self.workplace = workplace
    self.options = options
    self.host = host
    began = workplace.clock.uptime()
    tended = began
    swept = began
    intake = workplace.intake
    orders = workplace.orderDesk
    events = EventIndex(workplace.spool)
  }

  var store: TaskStore { workplace.store }
  var spool: Spool { workplace.spool }
  var clock: any Clock { workplace.clock }

  /// Returns when nothing runs, is ready, or is due within the time to linger.
  ///
  /// Never while a child runs, whatever fails: what came of it would be lost. An error is thrown
  /// when the machine refused something and nothing is left that could be waited for.
  mutating func run() throws(SystemError) {
    try recover()
    repeat {
      do throws(SystemError) {
        try takeTurn()
      } catch {
        try bear(error)
      }
      if isFinished { break }
      handle(host.wait(until: nextMoment))
      watchRunning()
    } while true
    if let refusal = troubles.refusal, troubles.isPausing(at: clock.uptime()) { throw refusal }
  }

  private mutating func takeTurn() throws(SystemError) {
    guard !troubles.isPausing(at: clock.uptime()) else { return }
    try takePortions()
    try claimWhatMayRun()
  }

  /// Takes in a portion of what is new in `incoming/` and `orders/`.
  private mutating func takePortions() throws(SystemError) {
    guard stopping == nil else { return }
    if isSpoolChanged {
      isSpoolChanged = false
      intake.lookAgain()
      orders.lookAgain()
    }
    // First of all: an event may not be reprocessed before its mended routes have seen it, and
    // what is owed is not written anew before it was paid.
    if repair != nil { return try repairPortion() }
    try tend()
    try routePortion()
    try obeyOrders()
  }

  private mutating func routePortion() throws(SystemError) {
    guard intake.hasMore || intake.isWaiting else { return }
    for task in try intake.run() { admit(task) }
    for event in intake.routed { events.add(event) }
    for task in unrouted { admit(task) }
    unrouted = []
  }

  private var hasMore: Bool { intake.hasMore || orders.hasMore || repair != nil }

  private mutating func handle(_ happenings: [Happening]) {
    var ended: [Ended] = []
    for happening in happenings {
      switch happening {
      case .ended(let pid, let ending, let output):
        guard let attempt = running.removeValue(forKey: pid) else { continue }
        if case .unstarted(.unavailable(let reason)) = ending, attempt.ending == nil {
          giveBack(attempt.name, attempt.log, because: reason)
        } else {
          ended.append(Ended(attempt, attempt.result(ending), ending, output))
        }
      case .spoolChanged: isSpoolChanged = true
      case .stop: stopping = stopping ?? clock.uptime()
      }
    }
    settle(ended)
  }

  /// Puts a waiting task into the queue.
  mutating func admit(_ task: WaitingTask) {
    if let name = TaskName(task.name) { queue.add(task, name) }
  }

  private var isFinished: Bool {
    guard running.isEmpty else { return false }
    if hasUnwritten { return stopping.map { clock.uptime() >= $0 + PassOptions.grace } ?? false }
    if stopping != nil { return true }
    if awaitsOrphans { return false }
    if troubles.isPausing(at: clock.uptime()) { return true }
    if options.isEndless || intake.isWaiting || isSpoolChanged || hasMore { return false }
    if queue.hasReady || isHolding { return false }
    guard let due = queue.nextDue else { return true }
    return due > clock.now().milliseconds + options.linger
  }

  /// Processes of a dead runner are killed and soon gone.
  ///
  /// One that cannot be killed, in a hung file system perhaps, keeps its task and its key for a
  /// later pass, but does not hold up this one.
  private var awaitsOrphans: Bool {
    orphans.contains { !doubted.contains($0.task) }
      && clock.uptime() < began + PassOptions.orphanPatience
  }

  /// What cannot be taken as it is would only start another runner.
  private var isHolding: Bool {
    (intake.isHolding || orders.isHolding) && clock.uptime() < began + PassOptions.holdingWatch
  }

  /// When the loop has to look again though nothing happens; `Clock.uptime`.
  private var nextMoment: Int64? {
    let now = clock.uptime()
    var moments: [Int64] = running.values.map { $0.killAt ?? $0.began + $0.timeout }
    if let stopping, hasUnwritten || running.values.contains(where: { $0.killAt == nil }) {
      moments.append(stopping + PassOptions.grace)
    }
    if let paused = troubles.pausedUntil, paused > now { moments.append(paused) }
    if let look = intake.nextLook { moments.append(look) }
    if isHolding { moments.append(began + PassOptions.holdingWatch) }
    if stopping == nil, !troubles.isPausing(at: now) {
      if hasMore { moments.append(now) }
      if options.isEndless { moments.append(tended + PassOptions.tending) }
    }
    if awaitsOrphans { moments.append(now + PassOptions.orphanLook) }
    if let due = queue.nextDue, running.count < options.jobs, stopping == nil {
      moments.append(now + max(0, due - clock.now().milliseconds))
    }
    return moments.min()
  }
}
