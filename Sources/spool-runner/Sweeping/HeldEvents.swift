internal import Common

/// The events that a task still needs: one that waits, runs, or is a dead letter.
enum HeldEvents {
  static func read(_ store: TaskStore) throws(SystemError) -> Set<EventID> {
    var held: Set<EventID> = []
    for state in [TaskState.ready, .claimed, .deferred] {
      add(try store.spool.files.names(in: store.folder(state)), to: &held)
    }
    let failed = store.folder(.failed)
    for day in try store.spool.files.names(in: failed) where DayName.isDay(day) {
      // A file under a day's name holds nothing.
      guard try store.spool.files.statusIfPresent("\(failed)/\(day)")?.kind == .folder else {
        continue
      }
      add(try store.spool.files.names(in: "\(failed)/\(day)"), to: &held)
    }
    return held
  }

  private static func add(_ names: [String], to held: inout Set<EventID>) {
    for name in names {
      if let event = EventID(name.prefix(39)) { held.insert(event) }
    }
  }
}
