internal import Common

/// One of several names of a task; the greatest of them is the right one.
struct TaskDouble: Comparable {
  let state: TaskState
  let task: TaskID
  let attempts: Int
  let due: Int64
  let file: String

  var isBare: Bool { file == task.description }

  init(_ state: TaskState, _ name: TaskName) {
    self.state = state
    task = name.task
    attempts = name.attempts
    due = name.due
    file = name.description
  }

  /// A name without its suffix; the attempts are those of the task's lines.
  init(_ state: TaskState, bare task: TaskID, attempts: Int) {
    self.state = state
    self.task = task
    self.attempts = attempts
    due = 0
    file = task.description
  }

  static func < (left: TaskDouble, right: TaskDouble) -> Bool {
    if left.attempts != right.attempts { return left.attempts < right.attempts }
    if left.state != right.state { return left.state < right.state }
    if left.due != right.due { return left.due > right.due }
    return left.file < right.file
  }
}
