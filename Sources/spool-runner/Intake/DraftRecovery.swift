internal import Common

/// Cleans up `tmp/` after writers that died: publishes what was finished, removes the rest.
///
/// A writer that lives holds the lock on its file; nothing is decided by process numbers.
struct DraftRecovery {
  /// A writer makes its file and locks it at once; a minute covers any pause between the two.
  static let graceSeconds: Int64 = 60

  let spool: Spool
  let trust: Trust
  let clock: any Clock
  let journal: Journal

  private var files: any FileSystem { spool.files }

  func run() throws(SystemError) {
    for name in try files.names(in: spool.path(.tmp)) {
      try recover(name)
    }
  }

  private func recover(_ name: String) throws(SystemError) {
    let path = spool.path(.tmp, name)
    let file: Descriptor
    do {
      file = try files.open(path)
    } catch {
      if error.isMissing { return }
      return try removeStranger(path)
    }
    defer { files.close(file) }
    guard try files.lock(file, waiting: false) else { return }
    if let id = EventID(name), try trust.events.isEvent(file, id, files) {
      // Its writer may have died between the end mark and the sync.
      try files.sync(file, .eventBytes)
      return try settle(path, file, id)
    }
    let status = try files.status(file)
    if status.modified + Self.graceSeconds < clock.now().seconds {
      try files.removeIfPresent(path)
    }
  }

  /// A finished event: published, unless it is elsewhere already or lost against another.
  private func settle(_ path: String, _ file: Descriptor, _ id: EventID) throws(SystemError) {
    guard let origin = try EventOrigin.read(file, files) else {
      return try files.removeIfPresent(path)
    }
    let name = EventName(id: id, source: origin.source, event: origin.event)
    for place in [spool.path(incoming: name), spool.path(event: name)] {
      // The same file under two names, or an event that was copied back: it is accepted.
      if try files.exists(place) { return try files.removeIfPresent(path) }
    }
    if let delivery = origin.delivery {
      let key = DeliveryKey(source: origin.source, delivery: delivery)
      if let first = try spool.ledger.record(name, for: key), first != name {
        return try files.removeIfPresent(path)
      }
    }
    try files.rename(path, to: spool.path(incoming: name))
    try files.sync(folder: spool.path(.incoming), .published)
    journal.note("recovered") { $0.member("event_id", id.description) }
  }

  /// What cannot be opened is no draft of ours: a link, or another user's private file.
  private func removeStranger(_ path: String) throws(SystemError) {
    guard let status = try files.statusIfPresent(path),
      status.modified + Self.graceSeconds < clock.now().seconds
    else { return }
    try? files.remove(path)
  }
}
