import Common
import Synchronization
import TestSupport

@testable import spool_runner

/// A host whose programs are decisions of the test: each start is remembered, and ends at the next
/// wait the way the script says.
///
/// A class behind a struct, because the pass owns a copy of its host.
struct ScriptedHost: ProcessHost {
  final class Record: Sendable {
    struct State {
      var started: [(task: TaskID, attempt: Int)] = []
      var running: [Int32: TaskID] = [:]
      var nextProcess: Int32 = 1000
      var mostAtOnce = 0
      var ended: [Int32] = []
    }
    let state = Mutex(State())

    /// Every start, in order.
    var started: [(task: TaskID, attempt: Int)] { state.withLock { $0.started } }
    var attempts: [Int] { started.map(\.attempt) }
    var events: [EventID] { started.map(\.task.event) }
    var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }
    /// The machine went down: nothing runs any more.
    func forgetRunning() { state.withLock { $0.running = [:] } }

    /// How many programs were told to end.
    var told: Int { state.withLock { $0.ended.count } }
  }

  let record: Record
  let files: any FileSystem
  let clock: SimulatedClock
  /// How a task's attempt ends; nil keeps it running until it is told to end.
  let script: @Sendable (TaskID, _ attempt: Int) -> ProgramEnding?
  /// A fault instead of a start.
  var fault: @Sendable (TaskID) -> LaunchFault? = { _ in nil }
  /// What else happens during the n-th wait, from 1.
  var meanwhile: @Sendable (Int) -> [Happening] = { _ in [] }
  private var waits = 0
  /// Tells what is alive of an older runner.
  var survivors: @Sendable (AttemptStart) -> Bool = { _ in false }

  init(
    _ files: any FileSystem, _ clock: SimulatedClock, record: Record = Record(),
    script: @escaping @Sendable (TaskID, Int) -> ProgramEnding? = { _, _ in .exited(0) }
  ) {
    self.files = files
    self.clock = clock
    self.record = record
    self.script = script
  }

  mutating func start(_ launch: Launch) throws(LaunchFault) -> Int32 {
    if let fault = fault(launch.task) { throw fault }
    let process = record.state.withLock { state in
      state.nextProcess += 1
      state.started.append((launch.task, launch.attempt))
      state.running[state.nextProcess] = launch.task
      state.mostAtOnce = max(state.mostAtOnce, state.running.count)
      return state.nextProcess
    }
    // What the real child does before it executes its program.
    try? files.write(
      launch.startLine(
        ProcessIdentity(number: process, ticks: 77, place: ProcessPlace(boot: "boot"))),
      to: launch.log)
    attempts[process] = launch.attempt
    return process
  }

  private var attempts: [Int32: Int] = [:]

  func end(group: Int32, forcefully: Bool) {
    record.state.withLock { state in
      if state.running[group] != nil { state.ended.append(group) }
    }
  }

  func kill(_ start: AttemptStart, _ task: TaskID) {}

  func survivors(of start: AttemptStart, _ task: TaskID) -> Survivors {
    if let doubt { return .unsure(doubt) }
    return survivors(start) ? .alive : .none
  }

  /// Why nothing tells whether an older runner's processes live.
  var doubt: String?

  /// How many programs may run at once for want of descriptors.
  var most = Int.max

  var room: Int { most - record.state.withLock { $0.running.count } }

  mutating func wait(until deadline: Int64?) -> [Happening] {
    let happenings = record.state.withLock { state in
      let ended = state.running.sorted { $0.key < $1.key }.compactMap { process, task in
        let isTold = state.ended.contains(process)
        let ending = isTold ? .killed(15) : script(task, attempts[process] ?? 0)
        return ending.map { Happening.ended(pid: process, $0, output: "said by \(task.route)") }
      }
      for case .ended(let process, _, _) in ended { state.running[process] = nil }
      return ended
    }
    waits += 1
    let all = happenings + meanwhile(waits)
    if all.isEmpty, let deadline {
      clock.advance(milliseconds: max(1, deadline - clock.uptime()))
    }
    return all.isEmpty && deadline == nil ? [.stop] : all
  }
}
