internal import Common

/// Where the tasks of some events are.
///
/// Each folder is listed once for as many look-ups as there are. Ended tasks are named by their id
/// alone, so each kept day costs one look.
struct TaskLookup {
  struct Found: Equatable {
    let state: TaskState
    let path: String
    /// The whole name of a waiting or claimed task; nil for one without its suffix.
    let name: TaskName?
  }

  private let store: TaskStore
  private var waiting: [TaskID: Found] = [:]
  private var failed: [EventID: Set<TaskID>] = [:]
  private let days: EndedDays

  /// What is named like a day and is no folder that can be read, as texts for a person.
  var flaws: [String] { days.flaws }

  init(_ store: TaskStore, of events: Set<EventID>) throws(SystemError) {
    self.store = store
    days = try EndedDays(store)
    guard !events.isEmpty else { return }
    for state in [TaskState.deferred, .ready, .claimed] { try readWaiting(state, events) }
    for day in days.of(.failed) { try readFailed(day, events) }
  }

  func find(_ task: TaskID) throws(SystemError) -> Found? {
    if let found = waiting[task] { return found }
    var ended: [Found] = []
    for state in [TaskState.done, .failed, .cancelled] {
      if let path = try days.path(of: task, state) {
        ended.append(Found(state: state, path: path, name: nil))
      }
    }
    guard ended.count > 1 else { return ended.first }
    // A rename half kept: the file has two names, and its lines say which one is right.
    let target = try store.history(ended[0].path).target
    return ended.first { $0.state == target } ?? ended[0]
  }

  /// The failed tasks of an event.
  func failed(of event: EventID) -> [TaskID] { failed[event, default: []].sorted() }

  /// Notes that a task is somewhere else now.
  mutating func note(_ task: TaskID, _ found: Found) {
    waiting[task] = found.state.isEnded ? nil : found
    if found.state == .failed {
      failed[task.event, default: []].insert(task)
    } else {
      failed[task.event]?.remove(task)
    }
  }

  private mutating func readWaiting(_ state: TaskState, _ events: Set<EventID>)
    throws(SystemError)
  {
    for text in try names(in: store.folder(state), events) {
      let name = TaskName(text)
      let path = store.path(state, text)
      guard let task = name?.task ?? TaskID(text), try store.flaw(path) == nil else { continue }
      waiting[task] = Found(state: state, path: path, name: name)
    }
  }

  private mutating func readFailed(_ day: String, _ events: Set<EventID>) throws(SystemError) {
    for text in try names(in: "\(store.folder(.failed))/\(day)", events) {
      if let task = TaskID(text) { failed[task.event, default: []].insert(task) }
    }
  }

  /// The names that begin with one of the events.
  private func names(in folder: String, _ events: Set<EventID>) throws(SystemError) -> [String] {
    var names: [String] = []
    try store.spool.files.listIfPresent(folder) { bytes in
      let id = UnsafeRawBufferPointer(rebasing: bytes.prefix(EventID.length))
      guard let event = EventID(String(decoding: id, as: UTF8.self)), events.contains(event)
      else { return }
      names.append(String(decoding: bytes, as: UTF8.self))
    }
    return names
  }
}

/// The days in whose folders ended tasks lie.
struct EndedDays {
  private let store: TaskStore
  private var days: [TaskState: [String]] = [:]
  private(set) var flaws: [String] = []

  init(_ store: TaskStore) throws(SystemError) {
    self.store = store
    for state in TaskState.allCases where state.isEnded {
      let found = try store.days(of: state)
      // The newest first: that is where most are found.
      days[state] = found.days.reversed()
      flaws += found.flaws
    }
  }

  func of(_ state: TaskState) -> [String] { days[state, default: []] }

  /// The file of a task that ended so, nil when there is none.
  func path(of task: TaskID, _ state: TaskState) throws(SystemError) -> String? {
    // A task cannot end before its event came.
    for day in of(state) where day >= task.event.day {
      let path = store.path(ended: state, task, day: day)
      if try store.spool.files.statusIfPresent(path)?.kind == .regular { return path }
    }
    return nil
  }

  /// Removes the names a revived task had when it had ended, where a power cut kept half of the
  /// rename; costs one look at the file unless it may have happened.
  static func removeOldNames(of task: TaskID, besides path: String, _ store: TaskStore)
    throws(SystemError)
  {
    let status = try store.spool.files.status(path)
    guard status.links > 1 else { return }
    let days = try EndedDays(store)
    for state in [TaskState.failed, .cancelled] {
      guard let other = try days.path(of: task, state),
        try store.spool.files.status(other).identity == status.identity
      else { continue }
      try store.spool.files.remove(other)
    }
  }
}
