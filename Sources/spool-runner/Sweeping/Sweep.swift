internal import Common

/// Removes what is older than the retention.
///
/// Ages are those in the names, never modification times.
///
/// Nothing is synced: what a power cut brings back is swept the next time. No file is made, so a full
/// disk is swept like any other.
struct Sweep {
  let spool: Spool
  /// What ages are counted from.
  let date: Moment
  let journal: Journal
  let keep: Retention
  private(set) var removed = 0

  init(spool: Spool, date: Moment, journal: Journal, keep: Retention) {
    self.spool = spool
    self.date = date
    self.journal = journal
    self.keep = keep
  }

  private var files: any FileSystem { spool.files }

  /// What fails at one entry, or in one folder, is said and does not hold up the rest.
  mutating func run() {
    // Ended tasks go first: they no longer hold their events.
    sweepDays(spool.path(.done), keep.done)
    sweepDays(spool.path(.cancelled), keep.cancelled)
    sweepDays(spool.path(.failed), keep.failed)
    do throws(SystemError) {
      try sweepEvents()
    } catch {
      say(error)
    }
    sweepLedger()
    sweepNames(spool.path(.rejected), keep.rejected) { Self.day(ofRejected: $0) }
    sweepNames(spool.path(.journal), keep.journal) { $0.text.flatMap { JournalFile.day(of: $0) } }
    journal.note("swept") { $0.member("removed", removed) }
  }

  private static func day(ofRejected name: FileName) -> String? {
    EventID(String(decoding: name.bytes.prefix(EventID.length), as: UTF8.self))?.day
  }

  /// The last day that is old enough to go.
  private func lastDay(_ kept: Int64) -> String {
    date.adding(milliseconds: -kept - 86_400_000).day
  }

  private mutating func sweepDays(_ folder: String, _ kept: Int64) {
    let last = lastDay(kept)
    for day in names(in: folder) where DayName.isDay(day) && day <= last {
      for name in names(in: "\(folder)/\(day)") where TaskID(name) != nil {
        remove("\(folder)/\(day)/\(name)")
      }
      try? files.removeFolder("\(folder)/\(day)")
    }
  }

  private mutating func sweepNames(
    _ folder: String, _ kept: Int64, _ day: (FileName) -> String?
  ) {
    let last = lastDay(kept)
    for name in (try? files.fileNames(in: folder)) ?? [] {
      guard let day = day(name), DayName.isDay(day), day <= last else { continue }
      remove(FilePath(folder, name))
    }
  }

  /// Events go by day, but stay as long as a task of theirs has not ended well.
  private mutating func sweepEvents() throws(SystemError) {
    let root = spool.path(.events)
    let last = lastDay(keep.events)
    let days = names(in: root).filter { DayName.isDay($0) && $0 <= last }
    guard !days.isEmpty else { return }
    let held = try HeldEvents.read(TaskStore(spool: spool))
    for day in days {
      for hour in names(in: "\(root)/\(day)") {
        let folder = "\(root)/\(day)/\(hour)"
        for name in names(in: folder) {
          guard let event = EventName(name), !held.contains(event.id) else { continue }
          remove("\(folder)/\(name)")
        }
        try? files.removeFolder(folder)
      }
      try? files.removeFolder("\(root)/\(day)")
    }
  }

  private mutating func sweepLedger() {
    let root = spool.path(.deliveries)
    let last = lastDay(keep.deliveries)
    for fan in names(in: root) {
      for name in names(in: "\(root)/\(fan)") {
        let path = "\(root)/\(fan)/\(name)"
        guard let text = try? files.linkText(path), let event = EventName(text),
          event.id.day <= last
        else { continue }
        remove(path)
        try? files.remove("\(path).failed")
      }
    }
  }

  /// The names in a folder; none in what a person put in its place, and none that cannot be read.
  private func names(in folder: String) -> [String] {
    do throws(SystemError) {
      guard try files.statusIfPresent(folder)?.kind == .folder else { return [] }
      return try files.names(in: folder)
    } catch {
      say(error)
      return []
    }
  }

  private mutating func remove(_ path: String) { remove(FilePath(path)) }

  /// A folder goes only when it is empty: another account could still write in it.
  private mutating func remove(_ path: FilePath) {
    do throws(SystemError) {
      try files.remove(path)
      removed += 1
    } catch {
      if error.isMissing { return }
      if (try? files.status(path))?.kind == .folder, (try? files.removeFolder(path.shown)) != nil {
        removed += 1
      } else {
        say(error)
      }
    }
  }

  private func say(_ error: SystemError) {
    StandardStreams.complain("sweep: \(error)", priority: 4)
  }
}
