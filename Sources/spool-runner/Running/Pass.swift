internal import Common

/// One life of the runner: routes, claims, obeys orders and settles, until nothing is left to do.
///
/// A single loop around a single wait; what takes long runs in other processes, so one slow step
/// holds up nothing else.
struct Pass<Host: ProcessHost> {
  let workplace: Workplace
  let options: PassOptions
  var host: Host
  var queue = TaskQueue()
  var intake: Intake
  var orders: OrderDesk
  var events: EventIndex
  var running: [Int32: Attempt] = [:]
  /// Claims of a dead runner whose processes are not gone yet.
  var orphans: [TaskName] = []
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
    intake = workplace.intake
    orders = workplace.orderDesk
    events = EventIndex(workplace.spool)
  }

  var store: TaskStore { workplace.store }
  var spool: Spool { workplace.spool }
  var clock: any Clock { workplace.clock }

  /// Returns when nothing runs, is ready, or is due within the time to linger.
  mutating func run() throws(SystemError) {
    try recover()
    repeat {
      try lookAround()
      try claimWhatMayRun()
      if isFinished { break }
      try handle(host.wait(until: nextMoment))
      try watchRunning()
    } while true
  }

  /// Takes in what is new in `incoming/` and `orders/`.
  private mutating func lookAround() throws(SystemError) {
    guard stopping == nil else { return }
    guard isSpoolChanged || intake.isWaiting else { return }
    isSpoolChanged = false
    for task in try intake.run() { admit(task) }
    try obeyOrders()
  }

  private mutating func handle(_ happenings: [Happening]) throws(SystemError) {
    var ended: [Ended] = []
    for happening in happenings {
      switch happening {
      case .ended(let pid, let ending, let output):
        guard let attempt = running.removeValue(forKey: pid) else { continue }
        ended.append(Ended(attempt, attempt.result(ending), ending, output))
      case .spoolChanged: isSpoolChanged = true
      case .stop: stopping = stopping ?? clock.uptime()
      }
    }
    try settle(ended)
  }

  /// Puts a waiting task into the queue.
  mutating func admit(_ task: WaitingTask) {
    if let name = TaskName(task.name) { queue.add(task, name) }
  }

  private var isFinished: Bool {
    guard running.isEmpty else { return false }
    if stopping != nil { return true }
    if awaitsOrphans { return false }
    if options.isEndless || intake.isWaiting || isSpoolChanged || queue.hasReady { return false }
    if isHolding { return false }
    guard let due = queue.nextDue else { return true }
    return due > clock.now().milliseconds + options.linger
  }

  /// Processes of a dead runner are killed and soon gone.
  ///
  /// One that cannot be killed, in a hung file system perhaps, keeps its task and its key for a
  /// later pass, but does not hold up this one.
  private var awaitsOrphans: Bool {
    !orphans.isEmpty && clock.uptime() < began + PassOptions.orphanPatience
  }

  /// What cannot be taken as it is would only start another runner.
  private var isHolding: Bool {
    (intake.isHolding || orders.isHolding) && clock.uptime() < began + PassOptions.holdingWatch
  }

  /// When the loop has to look again though nothing happens; `Clock.uptime`.
  private var nextMoment: Int64? {
    let now = clock.uptime()
    var moments: [Int64] = running.values.map { $0.killAt ?? $0.began + $0.timeout }
    if let stopping, running.values.contains(where: { $0.killAt == nil }) {
      moments.append(stopping + PassOptions.grace)
    }
    if let look = intake.nextLook { moments.append(look) }
    if isHolding { moments.append(began + PassOptions.holdingWatch) }
    if awaitsOrphans { moments.append(now + PassOptions.orphanLook) }
    if let due = queue.nextDue, running.count < options.jobs, stopping == nil {
      moments.append(now + max(0, due - clock.now().milliseconds))
    }
    return moments.min()
  }
}
