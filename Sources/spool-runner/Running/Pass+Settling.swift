internal import Common

extension Pass {
  /// Writes down what came of attempts, then moves their tasks; many share the syncs of folders.
  ///
  /// After the synced line the outcome is known for ever; the move that follows can be finished by
  /// anybody who reads it.
  mutating func settle(_ all: [Ended]) throws(SystemError) {
    var folders: [String] = []
    for ended in all {
      defer { spool.files.close(ended.log) }
      let tries = ended.history.tries(upTo: ended.name.attempts)
      let settlement = Settlement(
        ended.result, tries: tries, retry: ended.retry, now: clock.now().milliseconds,
        jitter: workplace.fraction())
      let line = line(for: ended, settlement)
      try store.note(.ended(line), in: ended.log, .settledLine)
      folders.append(try move(ended.name, as: line))
      note(ended, settlement)
    }
    try store.sync(folders, .settled)
    for case let order? in all.map(\.order) {
      try orders.remove(order)
      // Another order for the same task may have waited for this end.
      isSpoolChanged = true
    }
  }

  /// Moves a claimed task to where its last line says; the folder it came to.
  mutating func move(_ name: TaskName, as line: AttemptEnd) throws(SystemError) -> String {
    let claimed = store.path(.claimed, name.description)
    guard line.to.isEnded else {
      var waiting = name
      waiting.due = line.due ?? 0
      try store.move(from: claimed, to: .deferred, as: waiting)
      queue.add(
        WaitingTask(state: .deferred, due: waiting.due, name: waiting.description), waiting)
      return spool.path(.deferred)
    }
    if line.to == .failed { markFailed(name.task.event) }
    let day = String(line.ended.prefix(10))
    try store.end(claimed, line.to, name.task, day: day)
    queue.leave(name)
    return "\(spool.path(SpoolFolder(line.to)))/\(day)"
  }

  /// Says in the ledger that a task of this event failed, so that a redelivery retries it.
  ///
  /// Where that cannot be said, the task is a dead letter all the same.
  private mutating func markFailed(_ event: EventID) {
    do throws(SystemError) {
      guard let name = try events.find(event),
        let origin = try EventOrigin.read(spool.path(event: name), spool.files),
        let key = origin.key
      else { return }
      try spool.ledger.markFailed(key)
    } catch {
      StandardStreams.complain("\(error), so a redelivery will not retry \(event)", priority: 4)
    }
  }

  private func line(for ended: Ended, _ settlement: Settlement) -> AttemptEnd {
    var exit: Int?
    if case .exited(let code)? = ended.ending { exit = Int(code) }
    return AttemptEnd(
      attempt: ended.name.attempts, ended: clock.now().text, outcome: ended.result.outcome,
      reason: settlement.reason, to: settlement.state, due: settlement.due,
      milliseconds: Int(clock.uptime() - ended.began), exit: exit, output: ended.output)
  }

  private func note(_ ended: Ended, _ settlement: Settlement) {
    workplace.journal.note(settlement.state.rawValue) { writer in
      writer.member("task", ended.name.task.description)
      writer.member("attempt", ended.name.attempts)
      if let reason = settlement.reason { writer.member("reason", reason) }
      if let due = settlement.due { writer.member("due", Moment(milliseconds: due).text) }
    }
    if case .fail(let reason) = settlement {
      StandardStreams.complain("failed \(ended.name.task): \(reason)", priority: 4)
    }
  }
}
