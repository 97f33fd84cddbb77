internal import Common

/// The newest tasks that a query asks for.
struct TaskSelection {
  let spool: Spool
  let query: ListQuery

  /// A task, and the event it is about where that is still there.
  struct Found: Equatable {
    let entry: TaskEntry
    let event: EventName?
  }

  /// At most `query.limit` tasks, the newest first.
  func newest() throws(SystemError) -> [Found] {
    var index = EventIndex(spool)
    var found: [Found] = []
    for state in TaskState.allCases where query.taskState ?? state == state {
      found += try newest(in: state, &index)
    }
    found.sort { $0.entry.task > $1.entry.task }
    return Array(found.prefix(query.limit))
  }

  private func newest(in state: TaskState, _ index: inout EventIndex) throws(SystemError)
    -> [Found]
  {
    var found: [Found] = []
    for (folder, day) in try TaskSearch(spool: spool).folders(of: state).reversed() {
      if let day, isEnough(found, olderThan: day) { break }
      let names = try spool.files.names(in: folder, startingWith: "")
      let entries = names.reversed().lazy.compactMap { TaskEntry(file: $0, state: state, day: day) }
      found += try select(entries, &index)
      found.sort { $0.entry.task > $1.entry.task }
    }
    return found
  }

  /// A task cannot end before its event came, so an older day's folder holds only older events.
  private func isEnough(_ found: [Found], olderThan day: String) -> Bool {
    found.count >= query.limit && found[query.limit - 1].entry.task.event.day > day
  }

  private func select(_ entries: some Sequence<TaskEntry>, _ index: inout EventIndex)
    throws(SystemError) -> [Found]
  {
    var found: [Found] = []
    for entry in entries where query.route ?? entry.task.route == entry.task.route {
      let event = try index.find(entry.task.event)
      guard isWanted(event) else { continue }
      found.append(Found(entry: entry, event: event))
      if found.count == query.limit { break }
    }
    return found
  }

  private func isWanted(_ event: EventName?) -> Bool {
    if let source = query.source, event?.source != source.description { return false }
    if let type = query.event, event?.event != EventName.encoded(type) { return false }
    return true
  }
}
