internal import Common

/// What lies in the folders of tasks and is no task: a person, or a restored backup, put it there.
///
/// It is left as it is; `check` names it until a person takes it away.
extension TaskStore {
  /// Why what lies under the name of a waiting or claimed task is left alone; nil when it is a task
  /// file, or is gone.
  func flaw(_ path: String) throws(SystemError) -> String? {
    guard let status = try spool.files.statusIfPresent(path) else { return nil }
    if status.kind != .regular { return "\(path) is left alone: it is no regular file" }
    let user = spool.files.user
    if status.owner != user { return "\(path) is left alone: another account owns it" }
    guard user == 0 || status.permissions & 0o600 == 0o600 else {
      return "\(path) is left alone: the runner may not read and write it"
    }
    return nil
  }

  /// The days in whose folders tasks of a state ended; what else is named like a day has none.
  func days(of state: TaskState) throws(SystemError) -> (days: [String], flaws: [String]) {
    let folder = folder(state)
    var days: [String] = []
    var flaws: [String] = []
    for day in try spool.files.names(in: folder) where DayName.isDay(day) {
      let path = "\(folder)/\(day)"
      if let flaw = try flaw(ofDay: path) { flaws.append(flaw) } else { days.append(day) }
    }
    return (days, flaws)
  }

  private func flaw(ofDay path: String) throws(SystemError) -> String? {
    do throws(SystemError) {
      guard try spool.files.statusIfPresent(path)?.kind == .folder else {
        return "\(path) is left alone: it is no folder"
      }
      spool.files.close(try spool.files.open(path))
      // Nothing has this name; a folder that may not be searched says so.
      _ = try spool.files.exists("\(path)/.look")
      return nil
    } catch {
      guard error.isDenied else { throw error }
      return "\(path) is left alone: \(error)"
    }
  }
}
