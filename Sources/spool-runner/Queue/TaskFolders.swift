internal import Common

/// The folders of waiting and claimed tasks, as they are when a pass begins.
struct TaskFolders {
  private let store: TaskStore
  private(set) var claimed: [TaskName] = []
  private var waiting: [WaitingTask] = []
  private var keyed: [(task: WaitingTask, name: TaskName)] = []
  /// Task files without a suffix: a person moved them here.
  private(set) var bare: [(state: TaskState, task: TaskID)] = []

  init(_ store: TaskStore) throws(SystemError) {
    self.store = store
    for name in try store.spool.files.names(in: store.folder(.claimed)) {
      if let task = TaskName(name) { claimed.append(task) }
    }
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
  /// More attempts wins, then the later of ready, claimed and deferred; the other name goes. Two
  /// names in one folder are found out when the older one is claimed: its lines know more.
  mutating func resolveDoubles() throws(SystemError) {
    var best: [String: Found] = [:]
    for name in claimed { best[name.task.description] = Found(.claimed, name) }
    for task in waiting + keyed.map(\.task) where task.state == .ready {
      try meet(task, &best)
    }
    guard !best.isEmpty else { return }
    for task in waiting + keyed.map(\.task) where task.state == .deferred {
      try meet(task, &best)
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

  private struct Found {
    let state: TaskState
    let name: TaskName

    init(_ state: TaskState, _ name: TaskName) {
      self.state = state
      self.name = name
    }

    func loses(to other: Found) -> Bool {
      name.attempts == other.name.attempts
        ? state < other.state : name.attempts < other.name.attempts
    }
  }

  private mutating func meet(_ task: WaitingTask, _ best: inout [String: Found])
    throws(SystemError)
  {
    let id = String(task.name.prefix { $0 != "," })
    guard let rival = best[id] else {
      if task.state == .ready, let name = TaskName(task.name) { best[id] = Found(.ready, name) }
      return
    }
    guard let name = TaskName(task.name) else { return }
    let found = Found(task.state, name)
    let loser = found.loses(to: rival) ? found : rival
    if !found.loses(to: rival) { best[id] = found }
    try store.spool.files.removeIfPresent(store.path(loser.state, loser.name.description))
    forget(loser)
  }

  private mutating func forget(_ loser: Found) {
    let name = loser.name.description
    switch loser.state {
    case .claimed: claimed.removeAll { $0 == loser.name }
    default:
      waiting.removeAll { $0.state == loser.state && $0.name == name }
      keyed.removeAll { $0.task.state == loser.state && $0.task.name == name }
    }
  }

  /// A pass over a hundred thousand tasks of which none is due must be quick: only the due time is
  /// read out of a name here, unless it has a key.
  private mutating func read(_ state: TaskState) throws(SystemError) {
    var waiting: [WaitingTask] = []
    var keyed: [(WaitingTask, TaskName)] = []
    var bare: [(TaskState, TaskID)] = []
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
      }
    }
    self.waiting += waiting
    self.keyed += keyed
    self.bare += bare
  }
}
