internal import Common

extension Pass {
  /// Ends what ran too long, and what still runs when the runner has to end; looks again for the
  /// processes of a dead runner.
  mutating func watchRunning() throws(SystemError) {
    let now = clock.uptime()
    for (pid, attempt) in running {
      if let killAt = attempt.killAt {
        guard now >= killAt else { continue }
        host.end(group: pid, forcefully: true)
        running[pid]?.killAt = now + PassOptions.untilKill
      } else if now >= attempt.began + attempt.timeout {
        end(pid, because: .timedOut)
      } else if let stopping, now >= stopping + PassOptions.grace {
        end(pid, because: .stopped)
      }
    }
    try settleOrphans()
  }

  /// Asks a running attempt to end, and sees to it that it does.
  mutating func end(_ pid: Int32, because ending: Attempt.Ending) {
    running[pid]?.ending = ending
    let killAt = clock.uptime() + PassOptions.untilKill
    running[pid]?.killAt = killAt
    host.end(group: pid, forcefully: false)
  }

  /// Settles claims of a dead runner as soon as their processes are gone.
  mutating func settleOrphans() throws(SystemError) {
    var left: [TaskName] = []
    for name in orphans {
      let path = store.path(.claimed, name.description)
      let history = try store.history(path)
      if let start = history.start(of: name.attempts), host.survivors(of: start, name.task) != .none {
        host.kill(start, name.task)
        left.append(name)
        continue
      }
      let log = try store.openLog(path, history)
      let isKnown = history.start(of: name.attempts) != nil
      let result = AttemptResult.cut(
        reason: isKnown
          ? "the runner died in the middle" : "the runner died; nothing shows that it began")
      let retry = workplace.table.retry(of: name.task.route)
      try settle([Ended(unstarted: name, history, log, retry, result, clock.uptime())])
    }
    orphans = left
  }
}
