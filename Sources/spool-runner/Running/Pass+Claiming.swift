internal import Common

extension Pass {
  /// Fills the free slots: claims together what may run, then starts each.
  mutating func claimWhatMayRun() throws(SystemError) {
    guard stopping == nil else { return }
    queue.advance(to: clock.now().milliseconds)
    while freeSlots > 0 {
      var chosen: [(name: String, task: TaskName, state: TaskState)] = []
      while chosen.count < freeSlots, let next = queue.take() {
        // A faulty route's tasks stay where they are, and keep their keys.
        let route = next.name.task.route
        if workplace.table.isFaulty(route) || workplace.withholds(route) { continue }
        if try isUnrouted(next.name.task.event) {
          unrouted.append(next.task)
          continue
        }
        chosen.append((next.task.name, next.name, next.task.state))
      }
      if chosen.isEmpty { return }
      let claimed = claim(chosen)
      if claimed.isEmpty, troubles.isPausing(at: clock.uptime()) { return }
      var unstarted: [Ended] = []
      for name in claimed {
        let ended = trying(name) { pass throws(SystemError) in try pass.start(name) }
        if let ended { unstarted.append(ended) }
      }
      settle(unstarted)
    }
  }

  /// Whether an event still lies in `incoming/`: a pass died while routing it, and its tasks wait
  /// until it is routed.
  private mutating func isUnrouted(_ event: EventID) throws(SystemError) -> Bool {
    guard intake.hasMore || intake.isHolding else { return false }
    guard try events.find(event) == nil else { return false }
    return try intake.awaits(event)
  }

  /// Starts a claimed task's program; what came of it when it could not be started.
  private mutating func start(_ name: TaskName) throws(SystemError) -> Ended? {
    let path = store.path(.claimed, name.description)
    let history = try store.history(path)
    // It was tried before, or an order was obeyed: it may have been somewhere else.
    if !history.lines.isEmpty {
      try EndedDays.removeOldNames(of: name.task, besides: path, store)
    }
    if history.isAhead(of: name.attempts) {
      try followLines(name, history)
      return nil
    }
    let log = try store.openLog(path, history)
    guard let route = workplace.table.route(name.task.route) else {
      let why = "route \"\(name.task.route)\" is gone: put it back and retry the task"
      return Ended(unstarted: name, history, log, nil, .rejected(reason: why), clock.uptime())
    }
    let preparation: Preparation
    do throws(SystemError) {
      preparation = try Preparation.of(
        name.task, route, attempt: name.attempts, workplace, &events)
    } catch {
      if error.isOfMachine {
        spool.files.close(log)
        throw error
      }
      let result = AttemptResult.deferred(reason: "\(error)")
      return Ended(unstarted: name, history, log, route.retry, result, clock.uptime())
    }
    switch preparation {
    case .impossible(let result):
      return Ended(unstarted: name, history, log, route.retry, result, clock.uptime())
    case .ready(let program, let input, let secrets):
      defer { spool.files.close(input) }
      return launch(name, route, history, log, program, input, secrets)
    }
  }

  private mutating func launch(
    _ name: TaskName, _ route: Route, _ history: TaskHistory, _ log: Descriptor,
    _ program: ChildProgram, _ input: Descriptor, _ secrets: [Secret]
  ) -> Ended? {
    let started = clock.now().text
    let launch = Launch(
      program: program, task: name.task, attempt: name.attempts, input: input, log: log,
      startLine: {
        TaskLine.started(AttemptStart(attempt: name.attempts, started: started, leader: $0)).bytes
      }, outputLimit: route.step.outputLimit, secrets: secrets)
    let began = clock.uptime()
    do throws(LaunchFault) {
      let pid = try host.start(launch)
      running[pid] = Attempt(
        name: name, retry: route.retry, history: history, log: log, began: began,
        timeout: route.step.timeout)
      return nil
    } catch {
      switch error {
      case .impossible(let reason):
        return Ended(unstarted: name, history, log, route.retry, .rejected(reason: reason), began)
      case .unavailable(let reason):
        giveBack(name, log, because: reason)
        return nil
      }
    }
  }
}
