internal import Common

extension Pass {
  /// Puts right what a runner before us left, and learns what waits.
  mutating func recover() throws(SystemError) {
    try workplace.draftRecovery.run()
    try intake.recover()
    var folders = try TaskFolders(store)
    try folders.resolveDoubles()
    bringBackDues(&folders)
    for flaw in folders.flaws { troubles.say(flaw) }
    queue = folders.queue()
    intake.router.known = folders.marks
    try findRepairs()
    for (state, task) in folders.bare { try admitBare(state, task) }
    for name in try spool.files.names(in: store.folder(.failed)) { try fileFailed(name) }
    recoverClaims(folders.claimed)
  }

  /// Completes the name of a bare task file and admits it; what cannot be completed waits for a
  /// later pass.
  mutating func admitBare(_ state: TaskState, _ task: TaskID) throws(SystemError) {
    sayFlaw(store.path(state, task.description))
    do throws(SystemError) {
      let bare = BareTasks(workplace: workplace)
      if let waiting = try bare.complete(state, task, &events) { admit(waiting) }
    } catch {
      guard !error.isOfMachine else { throw error }
      troubles.note(error, of: task, at: clock.uptime())
    }
  }

  private mutating func fileFailed(_ name: String) throws(SystemError) {
    guard TaskName(name) != nil || TaskID(name) != nil else { return }
    sayFlaw(store.path(.failed, name))
    do throws(SystemError) {
      try BareTasks(workplace: workplace).fileFailed(name)
    } catch {
      guard !error.isOfMachine else { throw error }
      troubles.note(error, at: clock.uptime())
    }
  }

  /// Says why what lies under a task's name is left alone; true when it is.
  @discardableResult
  mutating func sayFlaw(_ path: String) -> Bool {
    // A look that fails is said by what is done next.
    guard let flaw = try? store.flaw(path) else { return false }
    troubles.say(flaw)
    return true
  }

  /// A task whose due time lies further ahead than its route ever waits was deferred by a clock that
  /// was wrong: it waits as after its first try.
  private mutating func bringBackDues(_ folders: inout TaskFolders) {
    let now = clock.now().milliseconds
    let day: Int64 = 86_400_000
    for (task, name) in folders.deferred(beyond: now + day) {
      let retry = workplace.table.retry(of: name.task.route) ?? RetryPolicy()
      guard task.due > now + max(day, retry.max) else { continue }
      let path = store.path(task.state, task.name)
      var sooner = name
      sooner.due = now + retry.base
      do throws(SystemError) {
        if let flaw = try store.flaw(path) {
          folders.leaveAlone(task, flaw)
          continue
        }
        try store.move(from: path, to: task.state, as: sooner)
        folders.replace(task, by: sooner)
        troubles.say("\(name.task) was due too far ahead (a wrong clock?): brought back")
      } catch {
        troubles.note(error, of: name.task, at: clock.uptime())
      }
    }
  }

  /// The lock was free, so every claim is an orphan: its runner is dead.
  private mutating func recoverClaims(_ claimed: [TaskName]) {
    var moved: [String] = []
    for name in claimed {
      do throws(SystemError) {
        let history = try store.history(store.path(.claimed, name.description))
        if let end = history.end(of: name.attempts) {
          moved.append(try move(name, as: end))
        } else {
          orphans.append(name)
        }
      } catch {
        troubles.note(error, of: name.task, at: clock.uptime())
      }
    }
    do throws(SystemError) {
      try store.sync(moved, .settled)
    } catch {
      troubles.note(error, at: clock.uptime())
    }
    settleOrphans()
  }

  /// Moves a claimed task, whose lines know of more attempts than its name did, to where they say.
  ///
  /// A power cut brought an older name of it back; under the newer one it is moved onto itself.
  mutating func followLines(_ name: TaskName, _ history: TaskHistory) throws(SystemError) {
    guard let end = history.lastEnd else { return }
    var current = name
    current.attempts = end.attempt
    let path = store.path(.claimed, name.description)
    try store.move(from: path, to: .claimed, as: current)
    try store.sync([try move(current, as: end)], .settled)
  }
}
