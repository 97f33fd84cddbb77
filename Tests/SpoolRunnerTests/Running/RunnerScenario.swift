import Common
import TestSupport

@testable import spool_runner

/// A spool on a simulated disk, routes, and a runner to make passes over it.
struct RunnerScenario {
  static let root = "/spool"
  static let routesFolder = "/etc/routes.d"
  static let receiver: UInt32 = 900
  static let runner: UInt32 = 901
  static let begin = Moment(microseconds: 1_795_169_702_000_000)

  var disk: SimulatedDisk
  let clock = SimulatedClock(at: begin)
  var trust = Trust(events: EventTrust(receiver: 0, runner: 0), isMember: { $0 == 1000 })

  init(routes: String) throws {
    disk = SimulatedDisk(time: Self.begin)
    let files = disk.process("setup")
    try files.makeFolder(Self.root, permissions: 0o777)
    try files.makeFolder("/etc", permissions: 0o755)
    try files.makeFolder(Self.routesFolder, permissions: 0o755)
    try Spool(root: Self.root, files: files).makeFolders { _ in true }
    let file = try files.create("\(Self.routesFolder)/a.json", permissions: 0o644)
    try files.write(Array(routes.utf8), to: file)
    files.close(file)
    disk.syncEverything()
  }

  /// Writes a file of routes, in place of one of that name.
  func writeRoutes(_ name: String, _ text: String) throws {
    let files = disk.process("administrator")
    let path = "\(Self.routesFolder)/\(name)"
    try files.removeIfPresent(path)
    let file = try files.create(path, permissions: 0o644)
    try files.write(Array(text.utf8), to: file)
    files.close(file)
  }

  func workplace(_ files: any FileSystem) throws -> Workplace {
    let clock = clock
    return Workplace(
      spool: Spool(root: Self.root, files: files), clock: clock,
      trust: trust,
      table: try RouteFile.load(Self.routesFolder, files),
      drops: DropRules(sources: ["partner"], maxBody: 100_000), environment: { _ in nil },
      retention: Retention(), random: { 0x0123_4567_89AB_CDEF },
      bootTime: { BootTime(boot: "boot", milliseconds: clock.uptime()) })
  }

  /// One pass by a process of its own; the host's record of what it ran.
  @discardableResult
  func pass(
    _ files: any FileSystem, jobs: Int = 2, linger: Int64 = 0, isEndless: Bool = false,
    record: ScriptedHost.Record = ScriptedHost.Record(),
    script: @escaping @Sendable (TaskID, Int) -> ProgramEnding? = { _, _ in .exited(0) },
    change: (inout ScriptedHost) -> Void = { _ in }
  ) throws -> ScriptedHost.Record {
    var host = ScriptedHost(files, clock, record: record, script: script)
    change(&host)
    var pass = Pass(
      try workplace(files), PassOptions(jobs: jobs, linger: linger, isEndless: isEndless), host)
    try pass.run()
    return record
  }

  /// Puts an event into `incoming/` the way the receiver does.
  @discardableResult
  func receive(
    _ number: UInt64, event: String = "push", repository: String? = "a/b",
    delivery: String? = nil, payload: String = "{}"
  ) throws -> EventName {
    let files = disk.process("receiver")
    let spool = Spool(root: Self.root, files: files)
    guard let source = SpoolWord("github") else { throw Missing() }
    var file = EventFile(
      id: EventID(at: clock.now(), random: number), source: source, received: clock.now())
    file.event = event
    file.repository = repository
    file.delivery = delivery
    file.verified = true
    let draft = try spool.draft(file.id)
    try draft.append(file.head() + Array(payload.utf8) + file.tail())
    let key = delivery.map { DeliveryKey(source: source, delivery: $0) }
    guard try spool.publish(draft, as: file.name, delivery: key) == .published else {
      throw Missing()
    }
    return file.name
  }

  struct Missing: Error {}

  /// Puts a file into `incoming/` the way a person does.
  func drop(_ name: String, _ text: String) throws {
    let files = disk.process("person")
    let file = try files.create("\(Self.root)/incoming/\(name)", permissions: 0o640)
    try files.write(Array(text.utf8), to: file)
    files.close(file)
  }

  /// The events that were routed.
  func routedEvents() throws -> [EventName] {
    var events: [EventName] = []
    for day in try names("events") {
      for hour in try names("events/\(day)") where hour.count == 2 {
        events += try names("events/\(day)/\(hour)").compactMap { EventName($0) }
      }
    }
    return events
  }

  /// Every task's file, by its path below `tasks/`.
  func tasks(_ files: (any FileSystem)? = nil) throws -> [String] {
    let files = files ?? disk.process("looking")
    var found: [String] = []
    for state in TaskState.allCases {
      let folder = "\(Self.root)/tasks/\(state.rawValue)"
      for name in try files.names(in: folder) {
        if DayName.isDay(name) {
          found += try files.names(in: "\(folder)/\(name)").map { "\(state.rawValue)/\($0)" }
        } else {
          found.append("\(state.rawValue)/\(name)")
        }
      }
    }
    return found
  }

  func names(_ folder: String) throws -> [String] {
    try disk.process("looking").names(in: "\(Self.root)/\(folder)")
  }
}
