internal import Common

/// Moves tasks between the folders of a spool, so that no crash loses one.
///
/// Every verb that changes a folder makes its target durable before it returns; the source follows
/// when that folder is next a target itself. Only the runner that holds the spool's lock may have
/// one of these.
struct TaskStore {
  let spool: Spool

  private var files: any FileSystem { spool.files }

  func path(_ state: TaskState, _ name: String) -> String {
    spool.path(SpoolFolder(state), name)
  }

  func folder(_ state: TaskState) -> String { spool.path(SpoolFolder(state)) }

  func path(ended state: TaskState, _ task: TaskID, day: String) -> String {
    "\(folder(state))/\(day)/\(task)"
  }

  /// Makes task files that do not exist yet, all empty; after that they survive a power cut.
  func make(_ names: [TaskName], in state: TaskState) throws(SystemError) {
    guard !names.isEmpty else { return }
    for name in names {
      do {
        files.close(try files.create(path(state, name.description), permissions: 0o640))
      } catch {
        // A pass died while routing this event; what it made is as good as ours.
        if !error.exists { throw error }
      }
    }
    try files.sync(folder: folder(state), .tasksMade)
  }

  /// Counts an attempt of each task and claims it; one sync for all of them.
  ///
  /// After that the count survives a power cut, so a task that brings the machine down is tried a
  /// bounded number of times. Tasks that a person removed meanwhile are left out.
  func claim(_ waiting: [(name: String, task: TaskName, state: TaskState)])
    throws(SystemError) -> [TaskName]
  {
    var claimed: [TaskName] = []
    for (name, task, state) in waiting {
      var next = task
      next.attempts = min(next.attempts + 1, TaskName.mostAttempts)
      next.due = 0
      do {
        try files.rename(path(state, name), to: path(.claimed, next.description))
        claimed.append(next)
      } catch {
        if !error.isMissing { throw error }
      }
    }
    if !claimed.isEmpty { try files.sync(folder: spool.path(.claimed), .claimed) }
    return claimed
  }

  /// Opens a task file for new lines; closes a torn one first.
  func openLog(_ path: String, _ history: TaskHistory) throws(SystemError) -> Descriptor {
    let file = try files.openForAppending(path, permissions: 0o640)
    if history.isTorn { try files.write([UInt8(ascii: "\n")], to: file) }
    return file
  }

  func history(_ path: String) throws(SystemError) -> TaskHistory {
    let file = try files.open(path)
    defer { files.close(file) }
    let size = try files.status(file).size
    return try TaskTail.history(size: size) { offset, limit throws(SystemError) in
      try files.read(file, from: offset, limit: limit)
    }
  }

  /// Whether the lines of a task say that an order was obeyed.
  func hasObeyed(_ order: EventID, _ path: String) throws(SystemError) -> Bool {
    let file = try files.open(path)
    defer { files.close(file) }
    return try TaskTail.holdsOrder(order) { offset, limit throws(SystemError) in
      try files.read(file, from: offset, limit: limit)
    }
  }

  /// Adds a line that has to be known after a power cut.
  func note(_ line: TaskLine, in file: Descriptor, _ point: SyncPoint) throws(SystemError) {
    try files.write(line.bytes, to: file)
    try files.sync(file, point)
  }

  /// Moves a task to where it waits.
  func move(from source: String, to state: TaskState, as name: TaskName) throws(SystemError) {
    try move(from: source, to: state, file: name.description)
  }

  func move(from source: String, to state: TaskState, file: String) throws(SystemError) {
    try replace(source, with: path(state, file))
  }

  /// Moves a task to the folder of the day it ended; makes that folder, durably, when it is new.
  func end(_ source: String, _ state: TaskState, _ task: TaskID, day: String) throws(SystemError) {
    let target = path(ended: state, task, day: day)
    do {
      try replace(source, with: target)
    } catch {
      guard error.isMissing, try files.exists(source) else { throw error }
      try files.makeFolderIfMissing("\(folder(state))/\(day)", permissions: 0o2750)
      try files.sync(folder: folder(state), .dayFolder)
      try replace(source, with: target)
    }
  }

  /// Makes the moves into these folders durable.
  func sync(_ folders: [String], _ point: SyncPoint) throws(SystemError) {
    for folder in Set(folders).sorted() { try files.sync(folder: folder, point) }
  }

  /// Two names of one file, as a power cut can leave them, are left as they are by `rename(2)`:
  /// then the source is removed.
  private func replace(_ source: String, with target: String) throws(SystemError) {
    guard source != target else { return }
    try files.rename(source, to: target)
    try files.removeIfPresent(source)
  }
}
