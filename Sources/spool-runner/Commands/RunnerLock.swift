internal import Common

/// `SPOOL/lock`: who holds it is the one runner.
///
/// It ends with its holder, so nothing goes stale.
enum RunnerLock {
  /// The lock, held until it is closed; nil when another holds it and `waiting` is false.
  static func take(_ spool: Spool, waiting: Bool) throws(SystemError) -> Descriptor? {
    let path = "\(spool.root)/lock"
    let file = try spool.files.openForAppending(path, permissions: 0o640)
    guard try spool.files.lock(file, waiting: waiting) else {
      spool.files.close(file)
      return nil
    }
    // Only for who asks who holds it: the lock itself is the truth.
    try? spool.files.removeIfPresent(holderPath(spool))
    if let note = try? spool.files.create(holderPath(spool), permissions: 0o640) {
      try? spool.files.write(Array("\(ProcessIdentity.ownNumber)\n".utf8), to: note)
      spool.files.close(note)
    }
    return file
  }

  /// The process number of the runner that took the lock last.
  static func holder(_ spool: Spool) -> String? {
    guard let bytes = try? spool.files.contents(holderPath(spool), limit: 32) else { return nil }
    return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
  }

  private static func holderPath(_ spool: Spool) -> String { spool.path(.state, "runner") }
}
