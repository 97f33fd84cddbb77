internal import Common

extension Pass {
  /// Learns which routes were mended since the last pass.
  mutating func findRepairs() throws(SystemError) {
    let book = try OwedRoutes.read(spool)
    guard !book.isEmpty else { return }
    var (repair, after) = try RouteRepair.begin(book, workplace.table, spool)
    try after.forget { event throws(SystemError) in
      try !spool.files.exists(spool.path(event: event))
    }
    self.repair = repair
    intake.router.owed = after
    // While something is to be repaired the old book stays: a pass that dies begins again.
    if repair == nil, after != book { try after.write(spool) }
  }

  /// Routes a portion of the events that mended routes missed.
  mutating func repairPortion() throws(SystemError) {
    guard var repair else { return }
    let events = try repair.next(PassOptions.portion)
    self.repair = repair
    if events.isEmpty {
      self.repair = nil
      return try intake.router.owed.write(spool)
    }
    var owed: [TaskName] = []
    let router = workplace.router(for: repair.routes.map(\.route))
    for event in events {
      let tasks = try tasks(of: event, router).filter { repair.isOwed(event.id, $0.task.route) }
      owed += tasks
    }
    try makeOwed(owed, Dictionary(uniqueKeysWithValues: events.map { ($0.id, $0) }))
  }

  /// Makes the tasks that are nowhere yet; those of old events are only noted.
  private mutating func makeOwed(_ owed: [TaskName], _ events: [EventID: EventName])
    throws(SystemError)
  {
    let lookup = try TaskLookup(store, of: Set(owed.map(\.task.event)))
    let oldest = clock.now().adding(milliseconds: -RouteRepair.reach)
    var fresh: [TaskName] = []
    for task in owed where try lookup.find(task.task) == nil {
      if task.task.event.moment >= oldest {
        fresh.append(task)
      } else if let event = events[task.task.event] {
        intake.router.owed.miss(event, task.task.route)
      }
    }
    try store.make(fresh, in: .ready)
    for task in fresh {
      queue.add(WaitingTask(.ready, task), task)
      workplace.journal.note("routed") { writer in
        writer.member("task", task.task.description)
        writer.member("reason", "its route was mended")
      }
    }
  }

  private func tasks(of event: EventName, _ router: Router) throws(SystemError) -> [TaskName] {
    do {
      let path = spool.path(event: event)
      return try router.tasks(of: event, at: path, run: TaskID.firstRun) ?? []
    } catch {
      if error.isMissing { return [] }
      throw error
    }
  }

  /// An event was reprocessed: it is on no list any more.
  mutating func forgetMissed(_ event: EventID) throws(SystemError) {
    var book = intake.router.owed
    try book.forget { $0.id == event }
    guard book != intake.router.owed else { return }
    intake.router.owed = book
    try book.write(spool)
  }
}
