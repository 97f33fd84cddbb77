internal import Common

/// `SPOOL/lock`: who holds it is the one runner. It ends with its holder, so nothing goes stale.
enum RunnerLock {
  /// The lock, held until it is closed; nil when another holds it and `waiting` is false.
  static func take(_ spool: Spool, waiting: Bool) throws(SystemError) -> Descriptor? {
    let path = "\(spool.root)/lock"
    let file = try spool.files.openForAppending(path, permissions: 0o640)
    guard try spool.files.lock(file, waiting: waiting) else {
      spool.files.close(file)
      return nil
    }
    return file
  }

  /// Whether a runner is at work now; asks without waiting, and lets go at once.
  static func isHeld(_ spool: Spool) -> Bool {
    guard let file = try? spool.files.open("\(spool.root)/lock") else { return false }
    defer { spool.files.close(file) }
    return (try? spool.files.lock(file, waiting: false)) == false
  }
}
