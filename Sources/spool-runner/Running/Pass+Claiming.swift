internal import Common

extension Pass {
  /// Fills the free slots: claims together what may run, then starts each.
  mutating func claimWhatMayRun() throws(SystemError) {
    guard stopping == nil else { return }
    queue.advance(to: clock.now().milliseconds)
    while running.count < options.jobs {
      var chosen: [(name: String, task: TaskName, state: TaskState)] = []
      while chosen.count < options.jobs - running.count, let next = queue.take() {
        // A faulty route's tasks stay where they are, and keep their keys.
        if workplace.table.isFaulty(next.name.task.route) { continue }
        chosen.append((next.task.name, next.name, next.task.state))
      }
      if chosen.isEmpty { return }
      let claimed = try store.claim(chosen)
      // A person may have removed a task while it waited.
      let tasks = Set(claimed.map(\.task))
      for gone in chosen where !tasks.contains(gone.task.task) { queue.leave(gone.task) }
      var unstarted: [Ended] = []
      for name in claimed {
        if let ended = try start(name) { unstarted.append(ended) }
      }
      try settle(unstarted)
    }
  }

  /// Starts a claimed task's program; what came of it when it could not be started.
  private mutating func start(_ name: TaskName) throws(SystemError) -> Ended? {
    let path = store.path(.claimed, name.description)
    if name.attempts > 1 {
      try TaskFinder(store: store).removeEndedNames(of: name.task, besides: path)
    }
    let history = try store.history(path)
    if history.isAhead(of: name.attempts) {
      try followLines(name, history)
      return nil
    }
    let log = try store.openLog(path, history)
    guard let route = workplace.table.route(name.task.route) else {
      let why = "route \"\(name.task.route)\" is gone: put it back and retry the task"
      return Ended(unstarted: name, history, log, nil, .rejected(reason: why), clock.uptime())
    }
    let preparation = try Preparation.of(
      name.task, route, attempt: name.attempts, workplace, &events)
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
      let result: AttemptResult =
        switch error {
        case .impossible(let reason): .rejected(reason: reason)
        case .unavailable(let reason): .deferred(reason: reason)
        }
      return Ended(unstarted: name, history, log, route.retry, result, began)
    }
  }
}
