internal import Common

/// Whether a runner is at work on a spool.
enum RunnerPresence: Equatable {
  /// A runner holds the lock.
  case working
  case absent
  /// This user can see neither the lock nor the process.
  case unknown

  /// Tries the locks and gives them back at once; never waits.
  ///
  /// Who may not open them asks whether the process lives that took them last.
  static func look(at spool: Spool) throws(SystemError) -> RunnerPresence {
    do {
      for path in RunnerLock.paths(spool) where try isHeld(path, spool.files) { return .working }
      return .absent
    } catch {
      guard error.isDenied else { throw error }
    }
    do {
      guard let note = try RunnerNote.read(spool) else { return .absent }
      guard let here = try? ProcessPlace.own() else { return .unknown }
      return note.isAlive(from: here).map { $0 ? .working : .absent } ?? .unknown
    } catch {
      if error.isDenied { return .unknown }
      throw error
    }
  }

  private static func isHeld(_ path: String, _ files: any FileSystem) throws(SystemError) -> Bool {
    guard try files.exists(path) else { return false }
    let file = try files.open(path)
    defer { files.close(file) }
    return try !files.lock(file, waiting: false)
  }
}
