internal import Common

/// `SPOOL/runner/lock`: who holds it is the one runner.
///
/// It ends with its holder, so nothing goes stale. Only the spool's owner can open it, and who cannot
/// open a file cannot lock it. `SPOOL/lock` is what older runners hold: it is taken too.
struct RunnerLock {
  private let files: any FileSystem
  private let held: [Descriptor]

  static func paths(_ spool: Spool) -> [String] {
    [spool.path(.runner, "lock"), "\(spool.root)/lock"]
  }

  /// The lock, held until it is released; nil when another holds it and `waiting` is false.
  static func take(_ spool: Spool, waiting: Bool) throws(SystemError) -> RunnerLock? {
    let files = spool.files
    var held: [Descriptor] = []
    do throws(SystemError) {
      for path in paths(spool) {
        let file = try files.openForAppending(path, permissions: 0o600)
        held.append(file)
        // Older runners made theirs readable to the group.
        try files.setPermissions(file, 0o600)
        guard try files.lock(file, waiting: waiting) else {
          for file in held { files.close(file) }
          return nil
        }
      }
    } catch {
      for file in held { files.close(file) }
      throw error
    }
    RunnerNote.leave(in: spool)
    return RunnerLock(files: files, held: held)
  }

  func release() {
    for file in held { files.close(file) }
  }
}
