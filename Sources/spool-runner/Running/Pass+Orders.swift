internal import Common

extension Pass {
  /// Obeys a portion of what lies in `orders/`.
  ///
  /// An order is removed once its effect is durable; met again after a crash, it finds its id in
  /// the task's lines and only finishes.
  mutating func obeyOrders() throws(SystemError) {
    let portion = try orders.next(PassOptions.orderPortion)
    guard !portion.isEmpty else { return }
    var tasks = try TaskLookup(store, of: Set(portion.compactMap(\.wish.event)))
    for flaw in tasks.flaws { troubles.say(flaw) }
    var isAnyGone = false
    do throws(SystemError) {
      for order in portion {
        if try obeys(order, &tasks) {
          try orders.remove(order.id)
          isAnyGone = true
        } else {
          orders.postpone(order.id)
        }
      }
      if isAnyGone { try orders.sync() }
    } catch {
      // The rest of the portion is met again.
      orders.lookAgain()
      throw error
    }
  }

  /// Attempts were settled: what they were cancelled by is obeyed, and other orders for the same
  /// tasks may have waited for it.
  mutating func finishOrders(of settled: [Ended]) throws(SystemError) {
    guard !settled.isEmpty, !orders.postponed.isEmpty else { return }
    let obeyed = settled.compactMap(\.order)
    for order in obeyed { try orders.remove(order) }
    if !obeyed.isEmpty { try orders.sync() }
    orders.resume()
  }

  /// False when the order has to wait for the end of an attempt.
  private mutating func obeys(_ order: Order, _ tasks: inout TaskLookup) throws(SystemError)
    -> Bool
  {
    do {
      switch order.wish {
      case .retry(let task): return try retry(task, order, &tasks)
      case .retryEvent(let event): try retryFailed(of: event, order, &tasks)
      case .reprocess(let event): try reprocess(event, order, &tasks)
      case .cancel(let task): return try cancel(task, order, &tasks)
      case .sweep:
        var sweep = workplace.orderedSweep
        sweep.run()
      }
    } catch {
      if error.isOfMachine { throw error }
      // A person took the file away a moment ago, or it cannot be changed.
      note(order, nil, "\(error)")
      guard error.isMissing else {
        troubles.say("order \(order.id) waits: \(error)")
        return false
      }
    }
    return true
  }

  /// Cancels a task; false while its program has still to end.
  private mutating func cancel(_ task: TaskID, _ order: Order, _ tasks: inout TaskLookup)
    throws(SystemError) -> Bool
  {
    if let (pid, attempt) = running.first(where: { $0.value.name.task == task }) {
      switch attempt.ending {
      case nil: end(pid, because: .cancelled(order: order.id))
      // It is ending already; what it ends as is decided anew.
      case .timedOut, .stopped: running[pid]?.ending = .cancelled(order: order.id)
      case .cancelled: break
      }
      return false
    }
    // The processes of a dead runner are being killed; their end decides where the task waits.
    if isOrphan(task) { return false }
    guard let found = try tasks.find(task) else {
      note(order, task, "there is no such task")
      return true
    }
    guard found.state == .ready || found.state == .deferred else {
      note(order, task, "it is \(found.state.rawValue)")
      return true
    }
    guard try obey(order, at: found.path, to: .cancelled, store.history(found.path)) else {
      note(order, task, "it was cancelled already")
      return true
    }
    try moveToCancelled(found, task, &tasks)
    note(order, task, "cancelled")
    return true
  }

  private mutating func moveToCancelled(
    _ found: TaskLookup.Found, _ task: TaskID, _ tasks: inout TaskLookup
  ) throws(SystemError) {
    let day = clock.now().day
    try store.end(found.path, .cancelled, task, day: day)
    try store.sync(["\(store.folder(.cancelled))/\(day)"], .orderDone)
    if let name = found.name { queue.withdraw(WaitingTask(found.state, name), name) }
    let path = store.path(ended: .cancelled, task, day: day)
    tasks.note(task, TaskLookup.Found(state: .cancelled, path: path, name: nil))
  }

  /// Routes an event again; the tasks' run is the order's, so what is there already is left alone.
  private mutating func reprocess(_ event: EventID, _ order: Order, _ tasks: inout TaskLookup)
    throws(SystemError)
  {
    guard let name = try events.find(event),
      let wanted = try workplace.router.tasks(
        of: name, at: spool.path(event: name), run: order.id.randomPart)
    else { return note(order, nil, "there is no such event") }
    var fresh: [TaskName] = []
    for task in wanted where try tasks.find(task.task) == nil { fresh.append(task) }
    try store.make(fresh, in: .ready)
    for task in fresh {
      queue.add(WaitingTask(.ready, task), task)
      tasks.note(task.task, place(.ready, task))
    }
    try forgetMissed(event)
    note(order, nil, "\(fresh.count) tasks")
  }

  /// Writes into the task's lines that the order was obeyed, once; false when it was obeyed before
  /// and the task has gone on since.
  func obey(
    _ order: Order, at path: String, to state: TaskState, _ history: TaskHistory
  ) throws(SystemError) -> Bool {
    if history.endsWith(order.id) { return true }
    if try store.hasObeyed(order.id, path) { return false }
    let log = try store.openLog(path, history)
    defer { spool.files.close(log) }
    let line = TaskLine.ordered(
      id: order.id.description, does: order.verb, at: clock.now().text, to: state)
    try store.note(line, in: log, .orderLine)
    return true
  }

  func isOrphan(_ task: TaskID) -> Bool { orphans.contains { $0.task == task } }

  func place(_ state: TaskState, _ name: TaskName) -> TaskLookup.Found {
    TaskLookup.Found(state: state, path: store.path(state, name.description), name: name)
  }

  func note(_ order: Order, _ task: TaskID?, _ result: String) {
    workplace.journal.note("obeyed") { writer in
      writer.member("order", order.id.description)
      writer.member("does", order.verb)
      writer.member("task", task?.description)
      writer.member("result", result)
    }
  }
}

extension Order.Wish {
  /// The event that it is about.
  var event: EventID? {
    switch self {
    case .retry(let task), .cancel(let task): task.event
    case .retryEvent(let event), .reprocess(let event): event
    case .sweep: nil
    }
  }
}
