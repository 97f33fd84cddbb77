internal import Common

/// Where a task was found.
struct TaskEntry: Equatable {
  let task: TaskID
  let state: TaskState
  /// The day of ending, nil while it has not ended.
  var day: String?
  /// Attempts and due time, nil where the name does not say them.
  var name: TaskName?

  /// Nil for a name that is no task's.
  init?(file: String, state: TaskState, day: String? = nil) {
    let name = TaskName(file)
    guard let task = name?.task ?? TaskID(file) else { return nil }
    self.task = task
    self.state = state
    self.day = day
    self.name = name
  }

  var file: String { name?.description ?? task.description }

  func path(in spool: Spool) -> String {
    let folder = spool.path(SpoolFolder(state))
    return day.map { "\(folder)/\($0)/\(file)" } ?? "\(folder)/\(file)"
  }

  /// When it may run next; nil for now, and for what does not wait.
  var due: Moment? {
    guard state == .deferred, let due = name?.due, due > 0 else { return nil }
    return Moment(milliseconds: due)
  }
}
