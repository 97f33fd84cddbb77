internal import Common

/// Counts the requests of a source's clients, in one small file for all receivers.
///
/// Nothing is promised of it: it is not synced, whatever is wrong with it is made anew, and no
/// receiver waits for another. The wall clock is used, because the file outlives a boot and the
/// clocks that never step begin anew with each.
struct RateFile {
  let path: String
  let files: Files
  let clock: Time
  /// Makes the salt of a new table.
  let salt: () -> [UInt8]

  /// Counts one request; nil: another receiver is counting just now, so this one goes uncounted.
  func count(_ client: RateClient, _ kind: RateKind, _ allowance: Allowance)
    throws(SystemError) -> Allowance.Decision?
  {
    let file = try files.openForUpdating(path, permissions: 0o660)
    defer { files.close(file) }
    guard try files.lock(file, waiting: false) else { return nil }
    // Under the lock: so of two times the one that is kept is never the later of a receiver that
    // came first.
    let now = clock.now().microseconds
    let (offset, mark) = try table(in: file).place(of: client, kind)
    let bucket = RateBucket(try files.read(file, from: offset, limit: RateBucket.size))
    let index = bucket.slot(of: mark) { allowance.explains($0, now: now) }
    let old = bucket[index]
    let decision = allowance.decide(kept: old.mark == mark ? old.kept : 0, now: now)
    let slot = RateBucket.Slot(mark: mark, kept: decision.kept)
    if slot != old {
      try files.write(slot.bytes, to: file, at: offset + index * RateBucket.slotSize)
    }
    return decision
  }

  /// The table in a file whose lock is held; whatever else is in it is written over.
  private func table(in file: Descriptor) throws(SystemError) -> RateTable {
    let isWhole = try files.status(file).size >= RateTable.size
    let head = try files.read(file, limit: RateTable.headSize)
    if isWhole, let table = RateTable(head: head) { return table }
    let table = RateTable(salt: salt())
    try files.write(table.emptyBytes, to: file, at: 0)
    return table
  }
}
