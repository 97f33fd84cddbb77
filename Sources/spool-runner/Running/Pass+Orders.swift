internal import Common

extension Pass {
  /// Obeys what lies in `orders/`.
  ///
  /// An order is removed once its effect is durable; met again after a crash, it finds its id in
  /// the task's lines and only finishes.
  mutating func obeyOrders() throws(SystemError) {
    for order in try orders.waiting() {
      switch order.wish {
      case .retry(let task): try retry(task, order)
      case .retryEvent(let event):
        for task in try TaskFinder(store: store).failed(of: event) { try retry(task, order) }
        try clearMark(of: event)
      case .reprocess(let event): try reprocess(event, order)
      case .cancel(let task):
        guard try cancel(task, order) else { continue }
      case .sweep:
        var sweep = workplace.orderedSweep
        sweep.run()
      }
      try orders.remove(order.id)
    }
  }

  private mutating func retry(_ task: TaskID, _ order: Order) throws(SystemError) {
    guard let found = try TaskFinder(store: store).find(task) else {
      return note(order, task, "there is no such task")
    }
    switch found.state {
    case .done: note(order, task, "it is done")
    case .claimed: note(order, task, "it is running")
    case .ready: return
    case .deferred: try hurry(found, order)
    case .failed, .cancelled: try revive(task, found.path, order)
    }
  }

  /// A deferred task becomes due now.
  private mutating func hurry(_ found: TaskFinder.Found, _ order: Order) throws(SystemError) {
    guard let old = found.name else { return }
    var name = old
    name.due = 0
    queue.withdraw(WaitingTask(.deferred, old), old)
    try store.move(from: found.path, to: .deferred, as: name)
    try store.sync([store.folder(.deferred)], .orderDone)
    queue.add(WaitingTask(state: .deferred, due: 0, name: name.description), name)
    note(order, old.task, "due now")
  }

  private mutating func revive(_ task: TaskID, _ path: String, _ order: Order) throws(SystemError) {
    try obey(order, at: path, to: .ready)
    let name = try BareTasks(workplace: workplace).name(of: task, at: path, &events)
    try store.move(from: path, to: .ready, as: name)
    try store.sync([store.folder(.ready)], .orderDone)
    queue.add(WaitingTask(state: .ready, due: 0, name: name.description), name)
    try clearMark(of: task.event)
    note(order, task, "ready")
  }

  /// Cancels a task; false while its program has still to end.
  private mutating func cancel(_ task: TaskID, _ order: Order) throws(SystemError) -> Bool {
    if let (pid, attempt) = running.first(where: { $0.value.name.task == task }) {
      switch attempt.ending {
      case nil: end(pid, because: .cancelled(order: order.id))
      // It is ending already; what it ends as is decided anew.
      case .timedOut, .stopped: running[pid]?.ending = .cancelled(order: order.id)
      case .cancelled: break
      }
      return false
    }
    guard let found = try TaskFinder(store: store).find(task) else {
      note(order, task, "there is no such task")
      return true
    }
    guard found.state == .ready || found.state == .deferred else {
      note(order, task, "it is \(found.state.rawValue)")
      return true
    }
    try obey(order, at: found.path, to: .cancelled)
    let day = clock.now().day
    try store.end(found.path, .cancelled, task, day: day)
    try store.sync(["\(store.folder(.cancelled))/\(day)"], .orderDone)
    if let name = found.name { queue.withdraw(WaitingTask(found.state, name), name) }
    note(order, task, "cancelled")
    return true
  }

  /// Routes an event again; the tasks' run is the order's, so what is there already is left alone.
  private mutating func reprocess(_ event: EventID, _ order: Order) throws(SystemError) {
    guard let name = try events.find(event),
      let tasks = try workplace.router.tasks(
        of: name, at: spool.path(event: name), run: order.id.randomPart)
    else { return note(order, nil, "there is no such event") }
    let finder = TaskFinder(store: store)
    var fresh: [TaskName] = []
    for task in tasks where try finder.find(task.task) == nil { fresh.append(task) }
    try store.make(fresh, in: .ready)
    for task in fresh {
      queue.add(WaitingTask(state: .ready, due: 0, name: task.description), task)
    }
    note(order, nil, "\(fresh.count) tasks")
  }

  /// Writes into the task's lines that the order was obeyed, once.
  private func obey(_ order: Order, at path: String, to state: TaskState) throws(SystemError) {
    let history = try store.history(path)
    guard !history.hasObeyed(order.id.description) else { return }
    let log = try store.openLog(path, history)
    defer { spool.files.close(log) }
    let line = TaskLine.ordered(
      id: order.id.description, does: order.verb, at: clock.now().text, to: state)
    try store.note(line, in: log, .orderLine)
  }

  /// The ledger's mark goes when no task of the event is a dead letter any more.
  private mutating func clearMark(of event: EventID) throws(SystemError) {
    guard try TaskFinder(store: store).failed(of: event).isEmpty else { return }
    do throws(SystemError) {
      guard let name = try events.find(event),
        let origin = try EventOrigin.read(spool.path(event: name), spool.files),
        let key = origin.key
      else { return }
      try spool.ledger.clearFailed(key)
    } catch {
      // The mark only makes a redelivery leave an order, which then finds nothing to do.
      StandardStreams.complain("\(error)", priority: 4)
    }
  }

  private func note(_ order: Order, _ task: TaskID?, _ result: String) {
    workplace.journal.note("obeyed") { writer in
      writer.member("order", order.id.description)
      writer.member("does", order.verb)
      writer.member("task", task?.description)
      writer.member("result", result)
    }
  }
}
