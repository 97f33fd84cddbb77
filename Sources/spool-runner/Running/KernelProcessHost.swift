internal import Common

/// Runs programs as children of this process, and waits for them and for the spool in one poll.
struct KernelProcessHost: ProcessHost {
  /// Without inotify the folders are looked at this often, in milliseconds.
  private static let lookWithoutWatch: Int64 = 1000

  private struct Running {
    let child: ChildProcess
    var output: OutputTail
  }

  private let clock: any Clock
  private let signals: SignalDesk
  private let watch: FolderWatch?
  private let boot: String
  private var running: [Int32: Running] = [:]

  init(watching folders: [String], clock: any Clock, files: any FileSystem) throws(SystemError) {
    self.clock = clock
    signals = try SignalDesk()
    watch = FolderWatch(folders)
    boot = try ProcessIdentity.boot(files)
  }

  mutating func start(_ launch: Launch) throws(LaunchFault) -> Int32 {
    let program = ChildProgram(
      arguments: launch.program.arguments, environment: launch.program.environment,
      directory: launch.program.directory)
    do throws(StartFault) {
      let child = try ChildProcess.start(
        program, standardInput: launch.input, log: launch.log, boot: boot,
        startLine: launch.startLine)
      running[child.number] = Running(
        child: child, output: OutputTail(limit: launch.outputLimit, hiding: launch.secrets))
      return child.number
    } catch {
      switch error {
      case .noProgram, .noDirectory, .holdsNUL: throw .impossible("\(error)")
      case .system: throw .unavailable("\(error)")
      }
    }
  }

  func end(group: Int32, forcefully: Bool) {
    ProcessGroup.signal(group, forcefully ? .kill : .terminate)
  }

  func isAlive(_ start: AttemptStart, _ task: TaskID) -> Bool {
    ProcessGroup(pid: start.pid, ticks: start.ticks, boot: start.boot)
      .isAlive(task: task.description, boot: boot)
  }

  mutating func wait(until deadline: Int64?) -> [Happening] {
    var descriptors = [signals.descriptor]
    if let watch { descriptors.append(watch.descriptor) }
    for entry in running.values {
      descriptors += [entry.child.standardOutput, entry.child.standardError]
    }
    let ready = EventWaiter.wait(for: descriptors, milliseconds: timeout(until: deadline))
    var happenings: [Happening] = []
    for number in Array(running.keys) { readOutput(of: number, ready) }
    if let watch, ready.contains(watch.descriptor) {
      watch.drain()
      happenings.append(.spoolChanged)
    }
    if watch == nil { happenings.append(.spoolChanged) }
    if signals.take().contains(where: \.endsTheRunner) { happenings.append(.stop) }
    while let ended = reap() { happenings.append(ended) }
    return happenings
  }

  private mutating func readOutput(of number: Int32, _ ready: [Descriptor]) {
    guard let child = running[number]?.child else { return }
    for stream in [child.standardOutput, child.standardError] where ready.contains(stream) {
      running[number]?.output.read(from: stream)
    }
  }

  /// What its group left running is killed: a program's end is the end of its attempt.
  private mutating func reap() -> Happening? {
    while let (number, reason) = ProcessTable.reap() {
      guard var entry = running.removeValue(forKey: number) else { continue }
      ProcessGroup.signal(number, .kill)
      entry.output.read(from: entry.child.standardOutput)
      entry.output.read(from: entry.child.standardError)
      entry.child.close()
      let ending: ProgramEnding =
        switch reason {
        case .exited(let code): .exited(code)
        case .killed(let signal): .killed(signal)
        }
      return .ended(pid: number, ending, output: entry.output.text)
    }
    return nil
  }

  private func timeout(until deadline: Int64?) -> Int64? {
    let rest = deadline.map { max(0, $0 - clock.uptime()) }
    guard watch == nil else { return rest }
    return min(rest ?? Self.lookWithoutWatch, Self.lookWithoutWatch)
  }
}
