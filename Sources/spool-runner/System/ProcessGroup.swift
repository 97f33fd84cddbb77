internal import Common
internal import Glibc

/// The processes of an attempt that a dead runner left, found again by what its start line says.
struct ProcessGroup {
  let leader: ProcessIdentity
  let task: String

  /// Whether none of its processes lives any more; `boot` is the present boot id.
  ///
  /// A number is given out again only when neither a process nor a group has it. So a leader with
  /// another start time proves that the group is gone, and a member of the group whose leader is
  /// gone is ours, unless its environment names another task: then number and group came round.
  func isGone(boot: String) -> Bool {
    guard leader.boot == boot else { return true }
    if let status = ProcessStatus(of: leader.number) {
      if status.ticks != leader.ticks { return true }
      if !status.isZombie { return false }
    }
    return !hasMember
  }

  /// Sends a signal to all of them; one that we may not signal stays, which `isGone` tells.
  func kill(_ signal: EndingSignal) {
    _ = Glibc.kill(-leader.number, signal.number)
  }

  private var hasMember: Bool {
    var found = false
    try? KernelFileSystem().list("/proc") { name in
      guard !found, let number = Decimal.parse(name), let process = Int32(exactly: number),
        let status = ProcessStatus(of: process)
      else { return }
      found = status.group == leader.number && !status.isZombie && isOurs(process)
    }
    return found
  }

  /// One whose environment cannot be read counts as ours: it changed its user, or is just ending.
  private func isOurs(_ process: Int32) -> Bool {
    let path = "/proc/\(process)/environ"
    // Empty while the process is just becoming another program.
    guard let environment = try? KernelFileSystem().contents(path, limit: 1 << 20),
      !environment.isEmpty
    else { return true }
    let variable = Array("WEBHOOK_TASK=\(task)".utf8)
    return environment.split(separator: 0).contains { $0.elementsEqual(variable) }
  }
}
