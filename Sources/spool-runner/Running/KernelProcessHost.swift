internal import Common

/// Runs programs as children of this process, and waits for them and for the spool in one poll.
struct KernelProcessHost: ProcessHost {
  /// Without inotify the folders are looked at this often, in milliseconds.
  private static let lookWithoutWatch: Int64 = 1000

  /// Descriptors that are kept for everything else: what was inherited, the spool's locks, and the
  /// files that a start, a settlement or a look into a folder has open for a moment.
  private static let ownDescriptors = 48

  private struct Running {
    let child: ChildProcess
    let task: TaskID
    var output: CapturedOutput
    var isOutputOpen = true
    var isErrorOpen = true
  }

  private let clock: any Clock
  private let signals: SignalDesk
  private var watch: FolderWatch?
  private let limit = DescriptorLimit()
  private let defaults: ChildDefaults
  private var running: [Int32: Running] = [:]

  init(watching folders: [String], clock: any Clock) throws(SystemError) {
    self.clock = clock
    signals = try SignalDesk()
    watch = FolderWatch(folders)
    // After the signals are as the runner wants them: the children get them back.
    defaults = ChildDefaults(place: try ProcessPlace.own(), limit: limit)
  }

  /// Each running program has its log, two outputs and a pipe for a failed start.
  var room: Int { max(1, (limit.count - Self.ownDescriptors) / 4) - running.count }

  mutating func start(_ launch: Launch) throws(LaunchFault) -> Int32 {
    do throws(StartFault) {
      let child = try ChildProcess.start(
        launch.program, standardInput: launch.input, log: launch.log, defaults,
        startLine: launch.startLine)
      let output = CapturedOutput(limit: launch.outputLimit, hiding: launch.secrets.map(\.bytes))
      running[child.number] = Running(child: child, task: launch.task, output: output)
      return child.number
    } catch {
      throw LaunchFault(error)
    }
  }

  func end(group: Int32, forcefully: Bool) {
    running[group]?.child.kill(forcefully ? .kill : .terminate)
  }

  func survivors(of start: AttemptStart, _ task: TaskID) -> Survivors {
    switch group(start, task).look(from: defaults.place) {
    case .gone: .none
    case .alive: .alive
    case .unsure(let why): .unsure(why)
    }
  }

  func kill(_ start: AttemptStart, _ task: TaskID) {
    let group = group(start, task)
    if case .alive(let members) = group.look(from: defaults.place) { group.kill(members) }
  }

  mutating func wait(until deadline: Int64?) -> [Happening] {
    var happenings: [Happening] = []
    let set = PollSet(descriptors)
    let ready = set.wait(milliseconds: timeout(until: deadline))
    for number in Array(running.keys) { readOutput(of: number, ready) }
    if watch == nil {
      happenings.append(.spoolChanged)
    } else if let open = watch, ready.contains(open.descriptor) {
      happenings.append(.spoolChanged)
      if !open.drain() { watch = nil }
    }
    if signals.take().contains(where: { $0 != .childEnded }) { happenings.append(.stop) }
    while let ended = reap() { happenings.append(ended) }
    return happenings
  }

  private var descriptors: [Descriptor] {
    var all = [signals.descriptor]
    if let watch { all.append(watch.descriptor) }
    for entry in running.values {
      if entry.isOutputOpen { all.append(entry.child.standardOutput) }
      if entry.isErrorOpen { all.append(entry.child.standardError) }
    }
    return all
  }

  private mutating func readOutput(of number: Int32, _ ready: [Descriptor]) {
    guard var entry = running[number] else { return }
    if entry.isOutputOpen, ready.contains(entry.child.standardOutput) {
      entry.isOutputOpen = entry.output.drain(entry.child.standardOutput)
    }
    if entry.isErrorOpen, ready.contains(entry.child.standardError) {
      entry.isErrorOpen = entry.output.drain(entry.child.standardError)
    }
    running[number] = entry
  }

  /// A program's end is the end of its attempt: what it left running in its group is killed, before
  /// the number of the group is free for another.
  private mutating func reap() -> Happening? {
    while let number = ProcessTable.nextEnded() {
      let entry = running.removeValue(forKey: number)
      entry?.child.kill(.kill)
      guard let (_, reason) = ProcessTable.reap(number) else { return nil }
      guard var entry else { continue }
      if entry.isOutputOpen { _ = entry.output.drain(entry.child.standardOutput) }
      if entry.isErrorOpen { _ = entry.output.drain(entry.child.standardError) }
      let fault = entry.child.takeFault()
      entry.child.close()
      let ending = fault.map { .unstarted(LaunchFault($0)) } ?? ProgramEnding(reason)
      return .ended(pid: number, ending, output: entry.output.text)
    }
    return nil
  }

  private func group(_ start: AttemptStart, _ task: TaskID) -> ProcessGroup {
    ProcessGroup(leader: start.leader, task: task.description)
  }

  private func timeout(until deadline: Int64?) -> Int64? {
    let rest = deadline.map { max(0, $0 - clock.uptime()) }
    guard watch == nil else { return rest }
    return min(rest ?? Self.lookWithoutWatch, Self.lookWithoutWatch)
  }
}

extension LaunchFault {
  fileprivate init(_ fault: StartFault) {
    switch fault {
    case .noProgram, .noDirectory, .holdsNUL: self = .impossible("\(fault)")
    case .system: self = .unavailable("\(fault)")
    }
  }
}

extension ProgramEnding {
  fileprivate init(_ reason: ExitReason) {
    switch reason {
    case .exited(let code): self = .exited(code)
    case .killed(let signal): self = .killed(signal)
    }
  }
}
