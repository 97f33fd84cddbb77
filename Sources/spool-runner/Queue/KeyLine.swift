internal import Common

/// The tasks of one `one_at_a_time` key that have not ended, the oldest first; only the first may
/// run.
struct KeyLine {
  private var tasks: [TaskID] = []

  var first: TaskID? { tasks.first }
  var isEmpty: Bool { tasks.isEmpty }

  mutating func add(_ task: TaskID) {
    // New tasks are younger than all others, nearly always.
    let index = tasks.lastIndex { $0 < task }.map { $0 + 1 } ?? 0
    if index < tasks.count, tasks[index] == task { return }
    tasks.insert(task, at: index)
  }

  mutating func remove(_ task: TaskID) {
    if tasks.first == task {
      tasks.removeFirst()
    } else {
      tasks.removeAll { $0 == task }
    }
  }
}
