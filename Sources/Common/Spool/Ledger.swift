/// Which delivery became which event: `deliveries/ab/HASH`, a symbolic link to the event's name.
///
/// A link is made whole or not at all and never over an existing one, so of two requests with one
/// delivery id exactly one wins, without a lock.
package struct Ledger: Sendable {
  let folder: String
  let files: Files

  /// The event that came of this delivery, nil when it was never seen.
  package func find(_ key: DeliveryKey) throws(SystemError) -> EventName? {
    do {
      return EventName(try files.linkText(path(key)))
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Notes an event under its delivery; the event that was there first, if there is another one.
  ///
  /// When this returns nil, the entry survives a power cut.
  package func record(_ name: EventName, for key: DeliveryKey) throws(SystemError) -> EventName? {
    do {
      try makeLink(key, to: name)
    } catch {
      guard error.exists else { throw error }
      // One's own name was noted by recovery, or before a crash: it may still be unsynced.
      guard try find(key) == name else { return try find(key) }
    }
    try files.sync(folder: fan(key), .ledgerEntry)
    return nil
  }

  /// Takes back an entry whose event is given up before the sender is told of it.
  ///
  /// When this returns, the entry does not come back after a power cut.
  package func withdraw(_ key: DeliveryKey) throws(SystemError) {
    try files.removeIfPresent(path(key))
    try files.sync(folder: fan(key), .ledgerWithdrawn)
  }

  /// Takes back every entry of an event that was rejected: its sender may deliver it again.
  ///
  /// The whole ledger is read: the event file, which has the keys, may be what cannot be read.
  package func forget(_ name: EventName) {
    for fan in (try? files.fileNames(in: folder)) ?? [] {
      guard let fan = fan.text, let entries = try? files.fileNames(in: "\(folder)/\(fan)") else {
        continue
      }
      for entry in entries {
        let path = "\(folder)/\(fan)/\(entry.shown)"
        guard (try? files.linkText(path)) == name.description else { continue }
        try? files.remove(path)
        try? files.remove("\(path).failed")
      }
    }
  }

  /// Says that a task of this delivery's event is a dead letter.
  package func markFailed(_ key: DeliveryKey) throws(SystemError) {
    try files.makeFolderIfMissing(fan(key), permissions: SpoolFolder.deliveries.permissions)
    try checkFan(key)
    files.close(try files.openForAppending(mark(key), permissions: 0o660))
  }

  package func clearFailed(_ key: DeliveryKey) throws(SystemError) {
    try checkFan(key)
    try files.removeIfPresent(mark(key))
  }

  package func isFailed(_ key: DeliveryKey) throws(SystemError) -> Bool {
    try files.exists(mark(key))
  }

  private func makeLink(_ key: DeliveryKey, to name: EventName) throws(SystemError) {
    do {
      try files.makeLink(path(key), text: name.description)
    } catch {
      guard error.isMissing else { throw error }
      try files.makeFolderIfMissing(fan(key), permissions: SpoolFolder.deliveries.permissions)
      try files.sync(folder: folder, .ledgerFolder)
      try files.makeLink(path(key), text: name.description)
    }
  }

  /// Throws when something else has the name of a fan-out folder.
  ///
  /// A link would lead the runner into another folder of its own. A receiver, whose account makes
  /// these folders, need not ask.
  package func checkFan(_ key: DeliveryKey) throws(SystemError) {
    guard let kind = try files.statusIfPresent(fan(key))?.kind, kind != .folder else { return }
    throw SystemError(call: "open", path: fan(key), code: ErrorNumber.isNoFolder)
  }

  private func fan(_ key: DeliveryKey) -> String { "\(folder)/\(key.fan)" }
  private func path(_ key: DeliveryKey) -> String { "\(fan(key))/\(key.hash)" }
  private func mark(_ key: DeliveryKey) -> String { "\(path(key)).failed" }
}
