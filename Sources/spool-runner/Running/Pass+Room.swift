internal import Common

/// What a pass does while the machine has no room, no memory or no descriptors.
extension Pass {
  /// How many tasks may be claimed now: nothing is claimed that could not be started.
  var freeSlots: Int {
    if troubles.isPausing(at: clock.uptime()) { return 0 }
    return min(options.jobs - running.count, host.room)
  }

  typealias Chosen = (name: String, task: TaskName, state: TaskState)

  /// Claims tasks together; when that fails, each for itself.
  ///
  /// One that a person removed meanwhile leaves the queue, and so does what is no task file.
  mutating func claim(_ chosen: [Chosen]) -> [TaskName] {
    var chosen = chosen
    chosen.removeAll { task in
      guard sayFlaw(store.path(task.state, task.name)) else { return false }
      queue.leave(task.task)
      return true
    }
    do throws(SystemError) {
      let claimed = try store.claim(chosen)
      let tasks = Set(claimed.map(\.task))
      for gone in chosen where !tasks.contains(gone.task.task) { queue.leave(gone.task) }
      return claimed
    } catch {
      return chosen.compactMap { claimAlone($0) }
    }
  }

  private mutating func claimAlone(_ chosen: Chosen) -> TaskName? {
    var counted = chosen.task
    counted.attempts += 1
    counted.due = 0
    do throws(SystemError) {
      // The rename may have succeeded, and what followed it failed.
      if try spool.files.exists(store.path(.claimed, counted.description)) {
        try store.sync([store.folder(.claimed)], .claimed)
        return counted
      }
      if let claimed = try store.claim([chosen]).first { return claimed }
      queue.leave(chosen.task)
    } catch {
      refuse(chosen, counted, error)
    }
    return nil
  }

  /// A task that could not be claimed waits again if the machine refused, else for a later pass.
  private mutating func refuse(_ chosen: Chosen, _ counted: TaskName, _ error: SystemError) {
    troubles.note(error, of: chosen.task.task, at: clock.uptime())
    guard error.isOfMachine else { return }
    if (try? spool.files.exists(store.path(.claimed, counted.description))) == true {
      giveBack(counted)
    } else {
      queue.add(
        WaitingTask(state: chosen.state, due: chosen.task.due, name: chosen.name), chosen.task)
    }
  }

  /// Runs one task's start; an error is this task's alone.
  mutating func trying(
    _ name: TaskName, _ start: (inout Pass) throws(SystemError) -> Ended?
  ) -> Ended? {
    do throws(SystemError) {
      return try start(&self)
    } catch {
      troubles.note(error, of: name.task, at: clock.uptime())
      // A task file that cannot be read or written stays claimed for a person to look at.
      if error.isOfMachine { giveBack(name) }
      return nil
    }
  }

  /// Puts a claimed task back that ran nothing because of the machine: its attempt does not count.
  ///
  /// Where that fails too it stays claimed, and the next pass counts the attempt.
  mutating func giveBack(_ name: TaskName) {
    var waiting = name
    waiting.attempts -= 1
    do throws(SystemError) {
      try store.move(
        from: store.path(.claimed, name.description), to: .ready, as: waiting)
      queue.add(WaitingTask(state: .ready, due: 0, name: waiting.description), waiting)
    } catch {
      troubles.note(error, of: name.task, at: clock.uptime())
    }
  }

  /// Gives a task back whose program the machine could not start.
  mutating func giveBack(_ name: TaskName, _ log: Descriptor, because reason: String) {
    spool.files.close(log)
    troubles.note(.cannotStart(reason), of: name.task, at: clock.uptime())
    giveBack(name)
  }

  /// Ends the pass by an error only while it has no children and no outcome of its own.
  mutating func bear(_ error: SystemError) throws(SystemError) {
    if running.isEmpty, !hasUnwritten { throw error }
    troubles.note(error, at: clock.uptime())
    // It is looked at again after the pause.
    isSpoolChanged = true
  }
}
