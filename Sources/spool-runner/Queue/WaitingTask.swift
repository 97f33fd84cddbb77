internal import Common

/// A task that waits in `ready` or `deferred`, under the name it has there.
struct WaitingTask: Comparable, Hashable {
  let state: TaskState
  let due: Int64
  /// The file's name: the id first, so names sort by age.
  let name: String

  /// By due time, then by age: the order in which waiting tasks become ready.
  static func < (left: WaitingTask, right: WaitingTask) -> Bool {
    left.due == right.due ? left.name < right.name : left.due < right.due
  }

  init(state: TaskState, due: Int64, name: String) {
    self.state = state
    self.due = due
    self.name = name
  }

  init(_ state: TaskState, _ name: TaskName) {
    self.init(state: state, due: name.due, name: name.description)
  }
}
