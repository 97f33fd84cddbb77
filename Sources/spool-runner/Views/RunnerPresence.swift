internal import Common

/// Whether a runner is at work on a spool.
enum RunnerPresence: Equatable {
  /// Somebody holds `SPOOL/lock`.
  case working
  case absent
  /// The lock may not be looked at by this user.
  case unknown

  /// Tries the lock and gives it back at once; never waits.
  static func look(at spool: Spool) throws(SystemError) -> RunnerPresence {
    let file: Descriptor
    do {
      file = try spool.files.open("\(spool.root)/lock")
    } catch {
      if error.isMissing { return .absent }
      if error.isDenied { return .unknown }
      throw error
    }
    defer { spool.files.close(file) }
    return try spool.files.lock(file, waiting: false) ? .absent : .working
  }
}
