internal import Common

/// A task with all that its file says.
struct TaskDetails: Equatable {
  let entry: TaskEntry
  let path: String
  let history: TaskHistory

  /// Nil when the file moved away meanwhile.
  init?(_ entry: TaskEntry, in spool: Spool) throws(SystemError) {
    path = entry.path(in: spool)
    self.entry = entry
    do throws(SystemError) {
      history = try TaskTail.end(of: path, spool.files)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  init(entry: TaskEntry, path: String, history: TaskHistory) {
    self.entry = entry
    self.path = path
    self.history = history
  }

  /// A task that moves away between being found and being read is looked for again.
  static func find(_ task: TaskID, in spool: Spool) throws(SystemError) -> TaskDetails? {
    for _ in 0..<3 {
      guard let entry = try TaskSearch(spool: spool).find(task) else { return nil }
      if let details = try TaskDetails(entry, in: spool) { return details }
    }
    return nil
  }

  var attempts: Int { max(entry.name?.attempts ?? 0, history.attempts) }

  /// How the last attempt that ended did so.
  var lastEnd: AttemptEnd? {
    for case .ended(let end) in history.lines.reversed() { return end }
    return nil
  }
}
