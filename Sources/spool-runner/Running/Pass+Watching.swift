internal import Common

extension Pass {
  /// Ends what ran too long, and what still runs when the runner has to end; looks again for the
  /// processes of a dead runner.
  mutating func watchRunning() {
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
    if !troubles.isPausing(at: now) { settleWhatIsLeft() }
    settleOrphans()
  }

  /// Asks a running attempt to end, and sees to it that it does.
  mutating func end(_ pid: Int32, because ending: Attempt.Ending) {
    running[pid]?.ending = ending
    let killAt = clock.uptime() + PassOptions.untilKill
    running[pid]?.killAt = killAt
    host.end(group: pid, forcefully: false)
  }

  /// Settles claims of a dead runner as soon as their processes are gone.
  mutating func settleOrphans() {
    var left: [TaskName] = []
    var ended: [Ended] = []
    for name in orphans {
      do throws(SystemError) {
        if let end = try endOfOrphan(name) { ended.append(end) } else { left.append(name) }
      } catch {
        troubles.note(error, of: name.task, at: clock.uptime())
        // What cannot be read for a reason of its own is left to a later pass.
        if error.isOfMachine { left.append(name) }
      }
      // Each holds a descriptor.
      if ended.count == 64 {
        settle(ended)
        ended = []
      }
    }
    orphans = left
    settle(ended)
  }

  /// The end of an attempt whose runner died; nil while its processes live, or may.
  private mutating func endOfOrphan(_ name: TaskName) throws(SystemError) -> Ended? {
    let path = store.path(.claimed, name.description)
    let history = try store.history(path)
    let start = history.start(of: name.attempts)
    if let start, !isGone(start, name) { return nil }
    let log = try store.openLog(path, history)
    let result = AttemptResult.cut(
      reason: start == nil
        ? "the runner died; nothing shows that it began" : "the runner died in the middle")
    let retry = workplace.table.retry(of: name.task.route)
    return Ended(unstarted: name, history, log, retry, result, clock.uptime())
  }

  /// Kills what lives for certain; what may live is waited for, and said.
  private mutating func isGone(_ start: AttemptStart, _ name: TaskName) -> Bool {
    doubted.remove(name.task)
    switch host.survivors(of: start, name.task) {
    case .none: return true
    case .alive: host.kill(start, name.task)
    case .unsure(let why):
      doubted.insert(name.task)
      troubles.say("\(name.task) was running when a runner died, and \(why): it waits")
    }
    return false
  }
}
