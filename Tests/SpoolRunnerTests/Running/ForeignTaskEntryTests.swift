import Common
import TestSupport
import Testing

@testable import spool_runner

/// What lies in the folders of tasks and is no task file holds up no task, and stays as it is.
@Suite struct ForeignTaskEntryTests {
  enum Kind: CaseIterable {
    case folder, pipe, link, foreignFile, closedFile
  }

  static let places = [TaskState.ready, .deferred, .claimed].flatMap { state in
    ["", ",0,0,-,-", ",1,0,-,-", ",1,0,0123456789abcdef,-", ",1,253402300799000,-,-"].map {
      (state, $0)
    }
  }

  @Test(arguments: Kind.allCases, places)
  func whatIsNoTaskFileIsNeverClaimedAndHoldsUpNothing(
    kind: Kind, place: (state: TaskState, suffix: String)
  ) throws {
    let scenario = try SharedSpool.scenario()
    let old = EventID(at: scenario.clock.now().adding(milliseconds: -1000), random: 9)
    let path = "tasks/\(place.state.rawValue)/\(old).deploy.1\(place.suffix)"
    try scenario.put(kind, path)
    for number in UInt64(1)...2 {
      let event = try scenario.receiveShared(number)
      let record = try scenario.pass(scenario.runner())
      #expect(record.events == [event.id])
      #expect(try scenario.tasks().contains("done/\(event.id).deploy.1"))
    }
    #expect(scenario.holds(kind, path))
    #expect(try scenario.tasks().count == 3)
  }

  /// The good name of the task waits in another folder, or under another name.
  @Test(arguments: Kind.allCases, places)
  func whatHasTheNameOfATaskIsNoDoubleOfIt(
    kind: Kind, place: (state: TaskState, suffix: String)
  ) throws {
    let scenario = try SharedSpool.scenario()
    let event = try scenario.receiveShared(1)
    try scenario.pass(scenario.runner(), change: { $0.most = 0 })
    let name = try #require(try scenario.names("tasks/ready").first)
    let task = try scenario.task(event)
    let waiting = "\(task),2,0,-,-"
    try scenario.disk.process("person").rename(
      "/spool/tasks/ready/\(name)", to: "/spool/tasks/deferred/\(waiting)")
    let path = "tasks/\(place.state.rawValue)/\(task)\(place.suffix)"
    try scenario.put(kind, path)
    let record = try scenario.pass(scenario.runner())
    #expect(record.attempts == [3])
    #expect(try scenario.tasks().contains("done/\(task)"))
    #expect(scenario.holds(kind, path))
    try scenario.pass(scenario.runner())
    #expect(scenario.holds(kind, path))
  }

  @Test(arguments: Kind.allCases, [TaskState.ready, .claimed])
  func itKeepsNoTaskOfItsKeyWaiting(kind: Kind, state: TaskState) throws {
    let scenario = try SharedSpool.scenario()
    try scenario.writeRoutes("a.json", PassTests.route)
    let event = try scenario.receiveShared(1)
    try scenario.pass(scenario.runner(), change: { $0.most = 0 })
    let name = try #require(try scenario.names("tasks/ready").first.flatMap { TaskName($0) })
    let old = EventID(at: scenario.clock.now().adding(milliseconds: -1000), random: 9)
    let path = "tasks/\(state.rawValue)/\(old).deploy.1,1,0,\(try #require(name.key)),-"
    try scenario.put(kind, path)
    let record = try scenario.pass(scenario.runner())
    #expect(record.events == [event.id])
    #expect(scenario.holds(kind, path))
  }

  enum Day: CaseIterable {
    case file, pipe, link, linkToFile, unsearchable, unlistable, closedFolder
  }

  @Test(arguments: Day.allCases, [TaskState.done, .failed, .cancelled])
  func aDayThatIsNoFolderHoldsUpNoOrder(day: Day, state: TaskState) throws {
    let scenario = try SharedSpool.scenario()
    let event = try scenario.receiveShared(1)
    let record = ScriptedHost.Record()
    try scenario.pass(scenario.runner(), record: record) { _, _ in .exited(100) }
    // Later than the event's day, so that it is looked into before the right one.
    for name in ["2019-01-01", "2099-01-01"] {
      try scenario.put(day, "tasks/\(state.rawValue)/\(name)")
    }
    try scenario.leaveShared(.retry(scenario.task(event)), number: 1)
    try scenario.leaveShared(.retryEvent(event.id), number: 2)
    try scenario.pass(scenario.runner(), record: record)
    #expect(record.attempts == [1, 2])
    #expect(try scenario.names("orders").isEmpty)
    let next = try scenario.receiveShared(2)
    try scenario.pass(scenario.runner(), record: record)
    #expect(record.events == [event.id, event.id, next.id])
    #expect(scenario.disk.paths.contains { $0.hasPrefix("/spool/tasks/\(state.rawValue)/2019") })
    // Root may look everywhere.
    let status = try SpoolStatus(scenario.spool(), keptFree: 0, now: scenario.clock.now())
    #expect(status.done?.reduce(0) { $0 + $1.count } == 2)
  }

  /// Folders of the failed tasks themselves, where a person puts files to have them filed.
  @Test(arguments: Kind.allCases)
  func whatIsNoTaskFileIsNotFiledAsFailed(kind: Kind) throws {
    let scenario = try SharedSpool.scenario()
    let event = try scenario.receiveShared(1)
    let path = "tasks/failed/\(try scenario.task(event, "other"))"
    try scenario.put(kind, path)
    let record = try scenario.pass(scenario.runner())
    #expect(record.events == [event.id])
    #expect(scenario.holds(kind, path))
  }

  @Test func aFailedTaskIsNotFiledUnderADayThatIsAFile() throws {
    let scenario = try SharedSpool.scenario()
    let event = try scenario.receiveShared(1)
    try scenario.put(.file, "tasks/failed/\(scenario.clock.now().day)")
    try scenario.write("tasks/failed/\(try scenario.task(event, "other"))", "")
    try scenario.disk.change(
      "/spool/tasks/failed/\(try scenario.task(event, "other"))", owner: SharedSpool.runner.id)
    let record = try scenario.pass(scenario.runner())
    #expect(record.events == [event.id])
  }
}

extension RunnerScenario {
  fileprivate func put(_ kind: ForeignTaskEntryTests.Kind, _ path: String) throws {
    let root = disk.process("person")
    let whole = "\(Self.root)/\(path)"
    switch kind {
    case .folder: try root.makeFolder(whole, permissions: 0o700)
    case .pipe: try disk.makePipe(whole)
    case .link: try root.makeLink(whole, text: "/etc/routes.d/a.json")
    case .foreignFile, .closedFile:
      try write(path, "")
      let owner = kind == .closedFile ? SharedSpool.runner.id : 0
      try disk.change(whole, owner: owner, permissions: kind == .closedFile ? 0 : 0o600)
    }
  }

  fileprivate func put(_ day: ForeignTaskEntryTests.Day, _ path: String) throws {
    let root = disk.process("person")
    let whole = "\(Self.root)/\(path)"
    switch day {
    case .file: try write(path, "")
    case .pipe: try disk.makePipe(whole)
    case .link: try root.makeLink(whole, text: "/nowhere")
    case .linkToFile: try root.makeLink(whole, text: "/etc/routes.d/a.json")
    case .unsearchable: try root.makeFolder(whole, permissions: 0o744)
    case .unlistable: try root.makeFolder(whole, permissions: 0o711)
    case .closedFolder: try root.makeFolder(whole, permissions: 0o700)
    }
  }

  fileprivate func holds(_ kind: ForeignTaskEntryTests.Kind, _ path: String) -> Bool {
    disk.paths.contains("\(Self.root)/\(path)\(kind == .folder ? "/" : "")")
  }

  fileprivate func leaveShared(_ wish: Order.Wish, number: UInt64) throws {
    let order = try leave(wish, number: number)
    try disk.change("\(Self.root)/orders/\(order.id).json", owner: SharedSpool.runner.id)
  }
}
