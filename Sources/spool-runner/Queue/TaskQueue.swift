internal import Common

/// What waits, in memory: which task runs next, and when the next one is due.
///
/// The folders are the truth; this is their order. A task stands in `later` until its due time and
/// in `next` after it; a keyed task that is not the first of its key, or whose key is taken, stands
/// in neither and is called when the one before it has ended.
struct TaskQueue {
  private var next = Heap<ReadyTask>()
  private var later = Heap<WaitingTask>()
  private var keys: [RouteKey: KeyLine] = [:]
  /// The claimed task of each key.
  ///
  /// A revived task can be older than it, and has to wait all the same.
  private var claimed: [RouteKey: TaskID] = [:]
  /// Tasks of a key that may not run yet, by id.
  private var behind: [TaskID: WaitingTask] = [:]
  /// What was taken out again, and how often; skipped when it comes up.
  private var withdrawn: [WaitingTask: Int] = [:]

  /// The oldest first among those that may run.
  private struct ReadyTask: Comparable {
    let waiting: WaitingTask
    static func < (left: ReadyTask, right: ReadyTask) -> Bool {
      left.waiting.name < right.waiting.name
    }
  }

  init() {}

  /// Takes a whole folder at once; `keyed` are those of them whose names have a key.
  init(_ waiting: [WaitingTask], keyed: [(WaitingTask, TaskName)]) {
    later = Heap(waiting)
    for (_, name) in keyed { enter(name) }
    for (task, name) in keyed { add(task, name) }
  }

  /// Milliseconds since 1970 at which a task becomes due, nil when none waits for a time.
  var nextDue: Int64? { later.first?.due }
  var hasReady: Bool { !next.isEmpty }

  /// Notes a claim found at start: its key is taken.
  mutating func enterClaimed(_ name: TaskName) {
    enter(name)
    if let key = RouteKey(name) { claimed[key] = name.task }
  }

  /// Adds a waiting task; one that was claimed gives its key back.
  mutating func add(_ task: WaitingTask, _ name: TaskName) {
    guard let key = RouteKey(name) else { return later.add(task) }
    enter(name)
    release(key, name.task)
    behind[name.task] = task
    callFirst(of: key)
  }

  /// Moves what is due by now to the ready ones.
  mutating func advance(to now: Int64) {
    while let task = later.first, task.due <= now {
      _ = later.takeFirst()
      next.add(ReadyTask(waiting: task))
    }
  }

  /// The task to run next, nil when none may.
  mutating func take() -> (task: WaitingTask, name: TaskName)? {
    while let ready = next.takeFirst() {
      let task = ready.waiting
      if isWithdrawn(task) { continue }
      guard let name = TaskName(task.name) else { continue }
      if let key = RouteKey(name) {
        // An older one of the key came in (a retry) after this one had been called.
        guard claimed[key] == nil, keys[key]?.first == name.task else {
          behind[name.task] = task
          continue
        }
        claimed[key] = name.task
      }
      return (task, name)
    }
    return nil
  }

  /// A task has ended, or is gone: the next of its key is called.
  mutating func leave(_ name: TaskName) {
    guard let key = RouteKey(name), keys[key] != nil else { return }
    // In its place: a copy of the line would cost as much as it is long.
    keys[key]?.remove(name.task)
    if keys[key]?.isEmpty == true { keys[key] = nil }
    release(key, name.task)
    callFirst(of: key)
  }

  /// Takes a waiting task out; the caller moves its file.
  mutating func withdraw(_ task: WaitingTask, _ name: TaskName) {
    if behind.removeValue(forKey: name.task) == nil { withdrawn[task, default: 0] += 1 }
    leave(name)
  }

  private mutating func enter(_ name: TaskName) {
    if let key = RouteKey(name) { keys[key, default: KeyLine()].add(name.task) }
  }

  private mutating func release(_ key: RouteKey, _ task: TaskID) {
    if claimed[key] == task { claimed[key] = nil }
  }

  private mutating func callFirst(of key: RouteKey) {
    guard claimed[key] == nil, let first = keys[key]?.first,
      let waiting = behind.removeValue(forKey: first)
    else { return }
    later.add(waiting)
  }

  private mutating func isWithdrawn(_ task: WaitingTask) -> Bool {
    guard let count = withdrawn[task] else { return false }
    withdrawn[task] = count > 1 ? count - 1 : nil
    return true
  }
}
