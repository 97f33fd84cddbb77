internal import Common

/// Finds tasks by what is asked for: their id, their event.
struct TaskSearch {
  let spool: Spool

  /// Nil when the task is nowhere.
  func find(_ task: TaskID) throws(SystemError) -> TaskEntry? {
    // It may move while it is looked for, and backwards: so twice.
    for _ in 0..<2 {
      for state in TaskState.allCases {
        let found = state.isEnded ? try ended(task, state) : try waiting(task, state)
        if let found { return found }
      }
    }
    return nil
  }

  /// All tasks of an event, in the order of their ids.
  func tasks(of event: EventID) throws(SystemError) -> [TaskEntry] {
    var found: [TaskEntry] = []
    for state in TaskState.allCases {
      for (folder, day) in try folders(of: state) {
        let names = try spool.files.names(in: folder, startingWith: "\(event).")
        found += names.compactMap { TaskEntry(file: $0, state: state, day: day) }
      }
    }
    // Of one that moved meanwhile, the later place counts.
    var latest: [TaskEntry] = []
    for entry in found where !found.contains(where: { Self.supersedes($0, entry) }) {
      latest.append(entry)
    }
    return latest.sorted { $0.task < $1.task }
  }

  /// The folders in which tasks of a state lie, those of ended ones with their days, the oldest
  /// first; the last is the state's own, into which a person may have moved a task.
  func folders(of state: TaskState) throws(SystemError) -> [(path: String, day: String?)] {
    let folder = spool.path(SpoolFolder(state))
    guard state.isEnded else { return [(folder, nil)] }
    var days: [String] = []
    for day in try spool.files.names(in: folder, startingWith: "") where DayName.isDay(day) {
      // A file under a day's name holds no tasks.
      if try spool.files.statusIfPresent("\(folder)/\(day)")?.kind == .folder { days.append(day) }
    }
    return days.map { ("\(folder)/\($0)", $0) } + [(folder, nil)]
  }

  private func waiting(_ task: TaskID, _ state: TaskState) throws(SystemError) -> TaskEntry? {
    try named(task, spool.path(SpoolFolder(state)), state)
  }

  /// One look at a name for each kept day, the newest first.
  private func ended(_ task: TaskID, _ state: TaskState) throws(SystemError) -> TaskEntry? {
    for (folder, day) in try folders(of: state).reversed() {
      guard let day else {
        if let found = try named(task, folder, state) { return found }
        continue
      }
      guard try spool.files.exists("\(folder)/\(task)") else { continue }
      return TaskEntry(file: task.description, state: state, day: day)
    }
    return nil
  }

  /// A task in a folder where its name may have a suffix.
  private func named(_ task: TaskID, _ folder: String, _ state: TaskState) throws(SystemError)
    -> TaskEntry?
  {
    let names = try spool.files.names(in: folder, startingWith: task.description)
    return names.lazy.compactMap { TaskEntry(file: $0, state: state) }.first { $0.task == task }
  }

  private static func supersedes(_ left: TaskEntry, _ right: TaskEntry) -> Bool {
    left.task == right.task && left.state > right.state
  }
}
