internal import Common

extension Pass {
  /// Moves a claimed task to where its last line says; the folder it came to.
  ///
  /// `again`: an earlier try failed, and may have moved the file all the same.
  mutating func move(_ name: TaskName, as line: AttemptEnd, again: Bool = false)
    throws(SystemError) -> String
  {
    let claimed = store.path(.claimed, name.description)
    let isThere = again ? try spool.files.exists(claimed) : true
    guard line.to.isEnded else {
      var waiting = name
      waiting.due = line.due ?? 0
      if isThere { try store.move(from: claimed, to: .deferred, as: waiting) }
      queue.add(
        WaitingTask(state: .deferred, due: waiting.due, name: waiting.description), waiting)
      return spool.path(.deferred)
    }
    if line.to == .failed { try markFailed(name.task.event) }
    let day = String(line.ended.prefix(10))
    if isThere { try store.end(claimed, line.to, name.task, day: day) }
    queue.leave(name)
    return "\(spool.path(SpoolFolder(line.to)))/\(day)"
  }

  /// Says in the ledger that a task of this event failed, so that a redelivery retries it.
  ///
  /// An event or a ledger that cannot be read keeps no task from ending.
  private mutating func markFailed(_ event: EventID) throws(SystemError) {
    do throws(SystemError) {
      guard let name = try events.find(event),
        let origin = try EventOrigin.read(spool.path(event: name), spool.files),
        let key = origin.key
      else { return }
      try spool.ledger.markFailed(key)
    } catch {
      guard !error.isOfMachine else { throw error }
      troubles.say("\(error), so a redelivery will not retry \(event)")
    }
  }
}
