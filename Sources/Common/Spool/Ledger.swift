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

  /// Says that a task of this delivery's event is a dead letter.
  package func markFailed(_ key: DeliveryKey) throws(SystemError) {
    try files.makeFolderIfMissing(fan(key), permissions: SpoolFolder.deliveries.permissions)
    files.close(try files.openForAppending(mark(key), permissions: 0o660))
  }

  package func clearFailed(_ key: DeliveryKey) throws(SystemError) {
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

  private func fan(_ key: DeliveryKey) -> String { "\(folder)/\(key.fan)" }
  private func path(_ key: DeliveryKey) -> String { "\(fan(key))/\(key.hash)" }
  private func mark(_ key: DeliveryKey) -> String { "\(path(key)).failed" }
}
