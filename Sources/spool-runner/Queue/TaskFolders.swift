internal import Common

/// The folders of waiting and claimed tasks, as they are when a pass begins.
struct TaskFolders {
  private let store: TaskStore
  private(set) var claimed: [TaskName] = []
  private var waiting: [WaitingTask] = []
  private var keyed: [(task: WaitingTask, name: TaskName)] = []
  /// Task files without a suffix: a person moved them here, or their route had a fault.
  private(set) var bare: [(state: TaskState, task: TaskID)] = []
  /// Every task found here.
  private(set) var marks = TaskMarks()
  /// What was found under the names of tasks and is none, as texts for a person.
  private(set) var flaws: [String] = []

  init(_ store: TaskStore) throws(SystemError) {
    self.store = store
    try readClaimed()
    try read(.ready)
    try read(.deferred)
  }

  /// All that waits, in the order in which it may run.
  func queue() -> TaskQueue {
    var queue = TaskQueue(waiting, keyed: keyed)
    for name in claimed { queue.enterClaimed(name) }
    return queue
  }

  /// Finds tasks under two names, as a power cut in the middle of a move can leave them.
  ///
  /// More attempts wins, then the later of ready, claimed and deferred, then the earlier due time;
  /// the other names go.
  mutating func resolveDoubles() throws(SystemError) {
    guard !marks.doubtful.isEmpty else { return }
    var found: [TaskID: [TaskDouble]] = [:]
    for double in try doubtful() where try !leaveAlone(double) {
      found[double.task, default: []].append(double)
    }
    for doubles in found.values where doubles.count > 1 {
      guard let best = doubles.max() else { continue }
      for loser in doubles where loser != best {
        try store.spool.files.removeIfPresent(store.path(loser.state, loser.file))
        forget(loser)
      }
    }
  }

  /// Deferred tasks that are due after a time, in milliseconds since 1970.
  func deferred(beyond time: Int64) -> [(task: WaitingTask, name: TaskName)] {
    let far = (waiting + keyed.map(\.task)).filter { $0.state == .deferred && $0.due > time }
    return far.compactMap { task in TaskName(task.name).map { (task, $0) } }
  }

  /// Takes note that a task waits under another name now.
  mutating func replace(_ task: WaitingTask, by name: TaskName) {
    let new = WaitingTask(state: task.state, due: name.due, name: name.description)
    if let index = waiting.firstIndex(where: { $0.name == task.name }) { waiting[index] = new }
    if let index = keyed.firstIndex(where: { $0.task.name == task.name }) {
      keyed[index] = (new, name)
    }
  }

  /// The names whose hashes were met more than once.
  private func doubtful() throws(SystemError) -> [TaskDouble] {
    var doubles: [TaskDouble] = []
    for name in claimed where marks.isDoubtful(name.description) {
      doubles.append(TaskDouble(.claimed, name))
    }
    for task in waiting + keyed.map(\.task) where marks.isDoubtful(task.name) {
      if let name = TaskName(task.name) { doubles.append(TaskDouble(task.state, name)) }
    }
    for (state, task) in bare where marks.isDoubtful(task.description) {
      let path = store.path(state, task.description)
      let attempts = try store.flaw(path) == nil ? store.history(path).attempts : 0
      doubles.append(TaskDouble(state, bare: task, attempts: attempts))
    }
    return doubles
  }

  /// Whether what lies under a name is no task: then it is none of the task's names.
  private mutating func leaveAlone(_ double: TaskDouble) throws(SystemError) -> Bool {
    guard let flaw = try store.flaw(store.path(double.state, double.file)) else { return false }
    flaws.append(flaw)
    forget(double)
    return true
  }

  /// Takes a waiting task out: what lies under its name is none.
  mutating func leaveAlone(_ task: WaitingTask, _ flaw: String) {
    flaws.append(flaw)
    waiting.removeAll { $0 == task }
    keyed.removeAll { $0.task == task }
  }

  private mutating func forget(_ loser: TaskDouble) {
    if loser.isBare {
      bare.removeAll { $0.state == loser.state && $0.task == loser.task }
    } else if loser.state == .claimed {
      claimed.removeAll { $0.description == loser.file }
    } else {
      waiting.removeAll { $0.state == loser.state && $0.name == loser.file }
      keyed.removeAll { $0.task.state == loser.state && $0.task.name == loser.file }
    }
  }

  /// Each claim is looked at: one that is no task would keep its key for ever.
  private mutating func readClaimed() throws(SystemError) {
    var claimed: [TaskName] = []
    var marks = marks
    try store.spool.files.list(store.folder(.claimed)) { bytes in
      guard let name = TaskName(String(decoding: bytes, as: UTF8.self)) else { return }
      claimed.append(name)
      marks.note(bytes)
    }
    self.marks = marks
    for name in claimed.sorted(by: { $0.task < $1.task }) {
      if let flaw = try store.flaw(store.path(.claimed, name.description)) {
        flaws.append(flaw)
      } else {
        self.claimed.append(name)
      }
    }
  }

  /// A pass over a hundred thousand tasks of which none is due must be quick: only the due time is
  /// read out of a name here, unless it has a key.
  private mutating func read(_ state: TaskState) throws(SystemError) {
    var (waiting, keyed, bare) = (waiting, keyed, bare)
    var marks = marks
    self.marks = TaskMarks()
    try store.spool.files.list(store.folder(state)) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      if let suffix = TaskSuffix(bytes) {
        let task = WaitingTask(state: state, due: suffix.due, name: text)
        if !suffix.hasKey {
          waiting.append(task)
        } else if let name = TaskName(text) {
          keyed.append((task, name))
        }
      } else if let task = TaskID(text) {
        bare.append((state, task))
      } else {
        return
      }
      marks.note(bytes)
    }
    (self.waiting, self.keyed, self.bare) = (waiting, keyed, bare)
    self.marks = marks
  }
}
