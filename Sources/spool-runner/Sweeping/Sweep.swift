internal import Common

/// Removes what is older than the retention.
///
/// Ages are those in the names, never modification times.
///
/// Nothing is synced: what a power cut brings back is swept the next time.
struct Sweep {
  let spool: Spool
  let clock: any Clock
  let journal: Journal
  let keep: Retention
  private var removed = 0

  init(spool: Spool, clock: any Clock, journal: Journal, keep: Retention) {
    self.spool = spool
    self.clock = clock
    self.journal = journal
    self.keep = keep
  }

  private var files: any FileSystem { spool.files }

  mutating func run() throws(SystemError) {
    // Ended tasks go first: they no longer hold their events.
    try sweepDays(spool.path(.done), keep.done)
    try sweepDays(spool.path(.cancelled), keep.cancelled)
    try sweepDays(spool.path(.failed), keep.failed)
    try sweepEvents()
    try sweepLedger()
    try sweepNames(spool.path(.rejected), keep.rejected) { EventID($0.prefix(39))?.day }
    try sweepNames(spool.path(.journal), keep.journal) { JournalFile.day(of: $0) }
    journal.note("swept") { $0.member("removed", removed) }
  }

  /// The last day that is old enough to go.
  private func lastDay(_ kept: Int64) -> String {
    clock.now().adding(milliseconds: -kept - 86_400_000).day
  }

  private mutating func sweepDays(_ folder: String, _ kept: Int64) throws(SystemError) {
    let last = lastDay(kept)
    for day in try files.names(in: folder) where DayName.isDay(day) && day <= last {
      for name in try names(in: "\(folder)/\(day)") where TaskID(name) != nil {
        try remove("\(folder)/\(day)/\(name)")
      }
      try? files.removeFolder("\(folder)/\(day)")
    }
  }

  private mutating func sweepNames(
    _ folder: String, _ kept: Int64, _ day: (String) -> String?
  ) throws(SystemError) {
    let last = lastDay(kept)
    for name in try files.names(in: folder) {
      if let day = day(name), DayName.isDay(day), day <= last { try remove("\(folder)/\(name)") }
    }
  }

  /// Events go by day, but stay as long as a task of theirs has not ended well.
  private mutating func sweepEvents() throws(SystemError) {
    let root = spool.path(.events)
    let last = lastDay(keep.events)
    let days = try files.names(in: root).filter { DayName.isDay($0) && $0 <= last }
    guard !days.isEmpty else { return }
    let held = try HeldEvents.read(TaskStore(spool: spool))
    for day in days {
      for hour in try names(in: "\(root)/\(day)") {
        let folder = "\(root)/\(day)/\(hour)"
        for name in try names(in: folder) {
          guard let event = EventName(name), !held.contains(event.id) else { continue }
          try remove("\(folder)/\(name)")
        }
        try? files.removeFolder(folder)
      }
      try? files.removeFolder("\(root)/\(day)")
    }
  }

  private mutating func sweepLedger() throws(SystemError) {
    let root = spool.path(.deliveries)
    let last = lastDay(keep.deliveries)
    for fan in try files.names(in: root) {
      for name in try names(in: "\(root)/\(fan)") {
        let path = "\(root)/\(fan)/\(name)"
        guard let text = try? files.linkText(path), let event = EventName(text),
          event.id.day <= last
        else { continue }
        try remove(path)
        try files.removeIfPresent("\(path).failed")
      }
    }
  }

  /// The names in a folder; none in what a person put in its place.
  private func names(in folder: String) throws(SystemError) -> [String] {
    guard try files.statusIfPresent(folder)?.kind == .folder else { return [] }
    return try files.names(in: folder)
  }

  private mutating func remove(_ path: String) throws(SystemError) {
    try files.removeIfPresent(path)
    removed += 1
  }
}
