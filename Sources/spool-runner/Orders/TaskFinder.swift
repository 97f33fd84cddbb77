internal import Common

/// Finds a task by its id, wherever it is.
///
/// Ended tasks are named by their id alone, so each kept day costs one look.
struct TaskFinder {
  let store: TaskStore

  struct Found: Equatable {
    let state: TaskState
    let path: String
    /// The whole name of a waiting or claimed task.
    let name: TaskName?
  }

  func find(_ task: TaskID) throws(SystemError) -> Found? {
    for state in [TaskState.claimed, .ready, .deferred] {
      if let found = try waiting(task, state) { return found }
    }
    for state in [TaskState.failed, .cancelled, .done] {
      if let path = try ended(task, state) { return Found(state: state, path: path, name: nil) }
    }
    return nil
  }

  /// The failed tasks of an event.
  func failed(of event: EventID) throws(SystemError) -> [TaskID] {
    var tasks: [TaskID] = []
    for day in try days(.failed) {
      for name in try store.spool.files.names(in: "\(store.folder(.failed))/\(day)") {
        if let task = TaskID(name), task.event == event { tasks.append(task) }
      }
    }
    return tasks
  }

  /// Removes the names a revived task had when it had ended, where a power cut kept half of the
  /// rename; costs one look at the file unless it happened.
  func removeEndedNames(of task: TaskID, besides path: String) throws(SystemError) {
    let status = try store.spool.files.status(path)
    guard status.links > 1 else { return }
    for state in [TaskState.failed, .cancelled] {
      guard let other = try ended(task, state),
        try store.spool.files.status(other).identity == status.identity
      else { continue }
      try store.spool.files.remove(other)
    }
  }

  private func waiting(_ task: TaskID, _ state: TaskState) throws(SystemError) -> Found? {
    let text = task.description
    for name in try store.spool.files.names(in: store.folder(state)) where name.hasPrefix(text) {
      guard name == text || name.hasPrefix("\(text),") else { continue }
      return Found(state: state, path: store.path(state, name), name: TaskName(name))
    }
    return nil
  }

  private func ended(_ task: TaskID, _ state: TaskState) throws(SystemError) -> String? {
    for day in try days(state).reversed() {
      let path = store.path(ended: state, task, day: day)
      if try store.spool.files.exists(path) { return path }
    }
    return nil
  }

  private func days(_ state: TaskState) throws(SystemError) -> [String] {
    try store.spool.files.names(in: store.folder(state)).filter { DayName.isDay($0) }
  }
}
