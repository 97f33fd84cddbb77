internal import Common
internal import Glibc

/// The processes of an attempt that a dead runner left, found again by what its start line says.
struct ProcessGroup {
  /// Whose number is that of the group and of the session too.
  let leader: ProcessIdentity
  let task: String

  enum State: Equatable {
    case gone
    /// These are its processes, for certain.
    case alive([Member])
    /// There are processes of which nothing tells for certain whose they are.
    case unsure(String)
  }

  /// A process that was looked at.
  struct Member: Equatable {
    let number: Int32
    let ticks: UInt64
  }

  /// What lives of the group, seen from `here`.
  ///
  /// A number is given out again only when no process, group or session has it. So a process with
  /// the leader's number and another start time proves that all are gone, and while the leader is
  /// there itself, as a zombie too, each member of the group is the attempt's. Of the members
  /// without a leader each one is asked.
  func look(from here: ProcessPlace) -> State {
    guard leader.boot == here.boot else { return .gone }
    if let namespace = leader.place.namespace, let own = here.namespace, namespace != own {
      return .unsure("its processes have numbers of another PID namespace, \(namespace)")
    }
    let status = ProcessStatus(of: leader.number)
    if let status, status.ticks != leader.ticks { return .gone }
    let leads = status != nil
    var certain: [Member] = []
    var doubted: [Int32] = []
    for (number, status) in members() {
      switch leads ? .yes : isOurs(number, status) {
      case .yes: certain.append(Member(number: number, ticks: status.ticks))
      case .no: continue
      case .unknown: doubted.append(number)
      }
    }
    if !certain.isEmpty { return .alive(certain) }
    guard let first = doubted.first else { return .gone }
    return .unsure("process \(first) is in its group, and nothing shows that it is its own")
  }

  /// Ends processes that a look found; one that we may not signal stays, which the next look tells.
  ///
  /// By a descriptor, and asked again after it was opened: the number may have come round since.
  func kill(_ members: [Member]) {
    for member in members {
      let process = CLibrary.openProcess(member.number)
      guard process >= 0 else { continue }
      if let status = ProcessStatus(of: member.number), status.ticks == member.ticks,
        status.group == leader.number
      {
        _ = CLibrary.signal(process: process, SIGKILL)
      }
      _ = Glibc.close(process)
    }
  }

  private enum Answer {
    case yes
    case no
    case unknown
  }

  private func members() -> [(number: Int32, status: ProcessStatus)] {
    var found: [(number: Int32, status: ProcessStatus)] = []
    try? KernelFileSystem().list("/proc") { name in
      guard let number = Decimal.parse(name), let process = Int32(exactly: number),
        let status = ProcessStatus(of: process)
      else { return }
      if status.group == leader.number, !status.isZombie { found.append((process, status)) }
    }
    return found
  }

  /// Whether a member of the group is the attempt's, now that the leader is gone.
  ///
  /// The environment names the task, unless the program cleared it; then session and control group
  /// must be those of the start line. Older start lines have none, and so leave a doubt.
  private func isOurs(_ process: Int32, _ status: ProcessStatus) -> Answer {
    // The leader made its session; a later one of this number is another program's.
    guard status.session == leader.number, status.ticks >= leader.ticks else { return .no }
    if let named = taskInEnvironment(process) { return named == task ? .yes : .no }
    guard let cgroup = leader.place.cgroup, leader.place.namespace != nil else { return .unknown }
    return ProcessPlace.cgroup(of: "\(process)") == cgroup ? .yes : .unknown
  }

  /// Nil when the environment cannot be read or does not say: the program changed its user, cleared
  /// it, or is just becoming another.
  private func taskInEnvironment(_ process: Int32) -> String? {
    let path = "/proc/\(process)/environ"
    guard let environment = try? KernelFileSystem().contents(path, limit: 1 << 20) else {
      return nil
    }
    let variable = Array("WEBHOOK_TASK=".utf8)
    return environment.split(separator: 0).first { $0.starts(with: variable) }
      .map { String(decoding: $0.dropFirst(variable.count), as: UTF8.self) }
  }
}
