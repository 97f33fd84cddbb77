import Common

@testable import spool_runner

/// What `TaskQueue` has to do, with nothing but lists that are searched from end to end.
struct SlowTaskQueue {
  private struct Entry {
    let name: TaskName
    var isClaimed = false
  }
  private var entries: [Entry] = []

  mutating func add(_ name: TaskName) {
    entries.removeAll { $0.name.task == name.task }
    entries.append(Entry(name: name))
  }

  mutating func enterClaimed(_ name: TaskName) {
    entries.append(Entry(name: name, isClaimed: true))
  }

  mutating func leave(_ name: TaskName) {
    entries.removeAll { $0.name.task == name.task }
  }

  /// Claims all that may run: due, and the oldest of its key while none of the key is claimed.
  mutating func takeAll(at now: Int64) -> Set<TaskID> {
    var taken: Set<TaskID> = []
    for index in entries.indices where isFree(entries[index], at: now) {
      entries[index].isClaimed = true
      taken.insert(entries[index].name.task)
    }
    return taken
  }

  private func isFree(_ entry: Entry, at now: Int64) -> Bool {
    guard !entry.isClaimed, entry.name.due <= now else { return false }
    guard entry.name.key != nil else { return true }
    return entries.allSatisfy { other in
      guard other.name.key == entry.name.key, other.name.task.route == entry.name.task.route,
        other.name.task != entry.name.task
      else { return true }
      return !other.isClaimed && entry.name.task < other.name.task
    }
  }
}
