internal import Common

extension Pass {
  /// Has a task run again; false while the end of an attempt is awaited.
  mutating func retry(_ task: TaskID, _ order: Order, _ tasks: inout TaskLookup)
    throws(SystemError) -> Bool
  {
    guard let found = try tasks.find(task) else {
      note(order, task, "there is no such task")
      return true
    }
    switch found.state {
    case .done: note(order, task, "it is done")
    case .claimed:
      if isOrphan(task) { return false }
      note(order, task, "it is running")
    case .ready:
      try admitFound(found, task)
      note(order, task, "ready")
    case .deferred: try hurry(found, task, order, &tasks)
    case .failed, .cancelled: try revive(task, found.path, order, &tasks)
    }
    return true
  }

  mutating func retryFailed(
    of event: EventID, _ order: Order, _ tasks: inout TaskLookup
  ) throws(SystemError) {
    for task in tasks.failed(of: event) { _ = try retry(task, order, &tasks) }
    try clearMark(of: event, tasks)
  }

  /// A deferred task becomes due now.
  private mutating func hurry(
    _ found: TaskLookup.Found, _ task: TaskID, _ order: Order, _ tasks: inout TaskLookup
  ) throws(SystemError) {
    guard let old = found.name else { return try admitFound(found, task) }
    var name = old
    name.due = 0
    queue.withdraw(WaitingTask(.deferred, old), old)
    try store.move(from: found.path, to: .deferred, as: name)
    try store.sync([store.folder(.deferred)], .orderDone)
    queue.add(WaitingTask(.deferred, name), name)
    tasks.note(task, place(.deferred, name))
    note(order, task, "due now")
  }

  private mutating func revive(
    _ task: TaskID, _ path: String, _ order: Order, _ tasks: inout TaskLookup
  ) throws(SystemError) {
    let history = try store.history(path)
    // The name is the rest of a rename that a power cut kept half.
    if history.isDone { return note(order, task, "it is done") }
    guard try obey(order, at: path, to: .ready, history) else {
      return note(order, task, "it was retried already")
    }
    let bare = BareTasks(workplace: workplace)
    let name = try bare.name(of: task, at: path, &events)
    let file = bare.mustStay(task) ? task.description : name.description
    try store.move(from: path, to: .ready, file: file)
    try store.sync([store.folder(.ready)], .orderDone)
    if !bare.mustStay(task) { queue.add(WaitingTask(.ready, name), name) }
    tasks.note(
      task,
      TaskLookup.Found(
        state: .ready, path: store.path(.ready, file),
        name: bare.mustStay(task) ? nil : name))
    try clearMark(of: task.event, tasks)
    note(order, task, "ready")
  }

  /// The ledger's mark goes when no task of the event is a dead letter any more.
  private mutating func clearMark(of event: EventID, _ tasks: TaskLookup) throws(SystemError) {
    guard tasks.failed(of: event).isEmpty else { return }
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

  /// A task that waits but that the queue may not know: a person moved its file.
  private mutating func admitFound(_ found: TaskLookup.Found, _ task: TaskID)
    throws(SystemError)
  {
    if let name = found.name { return queue.add(WaitingTask(found.state, name), name) }
    let bare = BareTasks(workplace: workplace)
    if let waiting = try bare.complete(found.state, task, &events) { admit(waiting) }
  }
}
