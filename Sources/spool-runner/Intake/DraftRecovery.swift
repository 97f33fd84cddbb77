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
  let rejecter: Rejecter

  private static let foreign =
    "it has the name and the end of an event, but another account could have written it"

  private var files: any FileSystem { spool.files }

  /// Looks at every entry; what fails at one is said, and the others are not held up.
  func run() throws(SystemError) {
    for name in try files.fileNames(in: spool.path(.tmp)) where !AsideName.isAside(name) {
      do throws(SystemError) {
        try recover(name)
      } catch {
        if !error.isMissing { StandardStreams.complain("\(error)", priority: 4) }
      }
    }
  }

  private func recover(_ name: FileName) throws(SystemError) {
    let path = FilePath(spool.path(.tmp), name)
    let outside = try files.status(path)
    guard outside.kind == .regular else { return try recoverOther(name, outside) }
    let file: Descriptor
    do {
      file = try files.openRegular(path)
    } catch {
      guard error.isDenied else { throw error }
      // A draft of ours can be opened.
      if isOld(outside) { rejecter.reject(name, in: .tmp, because: "the runner may not read it") }
      return
    }
    defer { files.close(file) }
    guard try files.lock(file, waiting: false) else { return }
    let status = try files.status(file)
    guard let id = name.text.flatMap({ EventID($0) }),
      try EventTrust.isMarked(file, status, id, files)
    else { return try removeIfOld(path, status) }
    guard trust.events.mayBeEvent(status) else {
      rejecter.reject(name, in: .tmp, because: Self.foreign)
      return
    }
    // Its writer may have died between the end mark and the sync.
    try files.sync(file, .eventBytes)
    try settle(spool.path(writing: id), file, id)
  }

  /// No writer of ours makes a folder, a link or a FIFO.
  private func recoverOther(_ name: FileName, _ status: FileStatus) throws(SystemError) {
    if status.kind == .folder {
      rejecter.reject(name, in: .tmp, because: "it is a folder")
    } else {
      try removeIfOld(FilePath(spool.path(.tmp), name), status)
    }
  }

  /// A finished event: published, unless it is elsewhere already or lost against another.
  private func settle(_ path: String, _ file: Descriptor, _ id: EventID) throws(SystemError) {
    guard let origin = try EventOrigin.read(file, files) else {
      return try files.removeIfPresent(path)
    }
    let name = EventName(id: id, source: origin.source, event: origin.event)
    if try isPublished(name) { return try files.removeIfPresent(path) }
    if let delivery = origin.delivery {
      let key = DeliveryKey(source: origin.source, delivery: delivery)
      try spool.ledger.checkFan(key)
      if let first = try spool.ledger.record(name, for: key), first != name {
        return try files.removeIfPresent(path)
      }
    }
    try files.rename(path, to: spool.path(incoming: name))
    try files.sync(folder: spool.path(.incoming), .published)
    journal.note("recovered") { $0.member("event_id", id.description) }
  }

  /// Whether the event lies elsewhere: the same file under two names, or one that was copied back.
  ///
  /// Another account's file under its name does not count, and makes way.
  private func isPublished(_ name: EventName) throws(SystemError) -> Bool {
    if try files.exists(spool.path(event: name)) { return true }
    let entry = FileName(name.description)
    switch try Arrival.look(at: entry, spool, trust.events) {
    case .event, .moved: return true
    case .gone: return false
    case .drop, .untrusted:
      rejecter.reject(entry, because: "it has the name of an event that was still being written")
      return false
    }
  }

  private func removeIfOld(_ path: FilePath, _ status: FileStatus) throws(SystemError) {
    if isOld(status) { try files.remove(path) }
  }

  /// A time in the future is as good as one long ago: the owner of a file can set it.
  private func isOld(_ status: FileStatus) -> Bool {
    let age = clock.now().seconds.subtractingReportingOverflow(status.modified)
    return age.overflow || age.partialValue.magnitude > UInt64(Self.graceSeconds)
  }
}
