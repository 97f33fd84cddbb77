import Common
import TestSupport
import Testing

@testable import spool_runner

/// What a pass finds that a dead runner, a power cut or a person left.
@Suite struct RecoveryTests {
  /// An event that was routed, whose one task is then put where the test wants it.
  static func routed(_ routes: String = PassTests.free) throws -> (RunnerScenario, TaskID) {
    let scenario = try RunnerScenario(routes: routes)
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    let task = try scenario.task(event)
    let name = try #require(try scenario.names("tasks/deferred").first)
    try scenario.disk.process("setup").remove("\(RunnerScenario.root)/tasks/deferred/\(name)")
    return (scenario, task)
  }

  static let doubles: [(names: [String], left: String)] = [
    (["ready/T,0,0,-,-", "claimed/T,1,0,-,-"], "claimed/T,1,0,-,-"),
    (["ready/T,2,0,-,-", "claimed/T,1,0,-,-"], "ready/T,2,0,-,-"),
    (["ready/T,1,0,-,-", "deferred/T,1,9,-,-"], "deferred/T,1,9,-,-"),
    (["ready/T,2,0,-,-", "deferred/T,1,9,-,-"], "ready/T,2,0,-,-"),
    (["claimed/T,1,0,-,-", "deferred/T,1,9,-,-"], "deferred/T,1,9,-,-"),
    (["claimed/T,2,0,-,-", "deferred/T,1,9,-,-"], "claimed/T,2,0,-,-"),
    (["ready/T,1,0,-,-", "claimed/T,1,0,-,-", "deferred/T,1,9,-,-"], "deferred/T,1,9,-,-"),
    (["ready/T,3,0,-,-", "claimed/T,1,0,-,-", "deferred/T,2,9,-,-"], "ready/T,3,0,-,-"),
    (["deferred/T,1,9,-,-", "deferred/T,2,8,-,-"], "deferred/T,2,8,-,-"),
    (["deferred/T,1,9,-,-", "deferred/T,1,0,-,-"], "deferred/T,1,0,-,-"),
    (["claimed/T,1,0,-,-", "claimed/T,2,0,-,-"], "claimed/T,2,0,-,-"),
  ]

  /// With and without a key, for the two are read in different ways.
  @Test(arguments: doubles, [false, true])
  func ofTwoNamesTheOneWithMoreAttemptsIsRight(
    row: (names: [String], left: String), hasKey: Bool
  ) throws {
    let (scenario, task) = try Self.routed()
    func whole(_ text: String) -> String {
      let parts = text.split(separator: "T", maxSplits: 1)
      let suffix = hasKey ? parts[1].dropLast(3) + "0123456789abcdef,-" : parts[1]
      return "\(parts[0])\(task)\(suffix)"
    }
    for name in row.names { try scenario.write("tasks/\(whole(name))", "") }
    var folders = try TaskFolders(TaskStore(spool: scenario.spool()))
    try folders.resolveDoubles()
    #expect(try scenario.tasks() == [whole(row.left)])
    var queue = folders.queue()
    queue.advance(to: 100)
    #expect(folders.bare.isEmpty)
    let isClaimed = row.left.hasPrefix("claimed")
    #expect(folders.claimed.map(\.description) == (isClaimed ? [whole(row.left).dropClaimed] : []))
    #expect((queue.take() == nil) == isClaimed)
    #expect(queue.take() == nil)
  }

  /// One file, two names in one folder: a task that waits for its next try, due at two times.
  @Test func twoNamesInOneFolderAreOneTaskThatRunsOnce() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.receive(1)
    let record = ScriptedHost.Record()
    try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in .exited(1) }
    let name = try #require(try scenario.names("tasks/deferred").first.flatMap { TaskName($0) })
    var other = name
    other.due += 5
    let folder = "\(RunnerScenario.root)/tasks/deferred"
    try scenario.disk.hardLink("\(folder)/\(name)", to: "\(folder)/\(other)")
    scenario.clock.advance(milliseconds: 60_000)
    try scenario.pass(scenario.disk.process("next"), jobs: 2, record: record)
    #expect(record.attempts == [1, 2])
    #expect(try scenario.tasks() == ["done/\(name.task)"])
  }

  @Test func aTaskWithAndWithoutItsSuffixIsOneTask() throws {
    let (scenario, task) = try Self.routed()
    try scenario.write("tasks/ready/\(task)", "")
    try scenario.write("tasks/deferred/\(task),1,9,-,-", "")
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.attempts == [2])
    #expect(try scenario.tasks() == ["done/\(task)"])
  }

  @Test func aFailedTaskThatAPersonMovedToReadyIsRun() throws {
    let (scenario, task) = try Self.routed(PassTests.route)
    let lines = [TaskLineTests.ended(1), TaskLineTests.ended(2)].flatMap(\.bytes)
    try scenario.write("tasks/ready/\(task)", String(decoding: lines, as: UTF8.self))
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.attempts == [3])
    #expect(try scenario.tasks() == ["done/\(task)"])
  }

  /// The key is read out of the event again, so the order of the key holds for it too.
  @Test func aTaskWithoutItsSuffixGetsItsKeyBack() throws {
    let (scenario, task) = try Self.routed(PassTests.route)
    try scenario.write("tasks/deferred/\(task)", "")
    var events = EventIndex(scenario.spool())
    let bare = BareTasks(workplace: try scenario.workplace(scenario.disk.process("runner")))
    let waiting = try bare.complete(.deferred, task, &events)
    let key = TaskName.hash(ofKey: "a/b")
    #expect(waiting?.name == "\(task),0,0,\(key),-")
    #expect(try scenario.tasks() == ["deferred/\(task),0,0,\(key),-"])
  }

  @Test(arguments: ["", ",2,0,-,-"])
  func aTaskThatAPersonMovedToFailedIsPutIntoItsDay(suffix: String) throws {
    let (scenario, task) = try Self.routed()
    try scenario.write("tasks/failed/\(task)\(suffix)", "")
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    let day = RunnerScenario.begin.day
    #expect(try scenario.names("tasks/failed") == [day])
    #expect(try scenario.names("tasks/failed/\(day)") == ["\(task)"])
  }

  /// Nothing shows that it began: it counts all the same.
  @Test func aClaimWithoutAStartIsCountedAndDeferred() throws {
    let (scenario, task) = try Self.routed()
    try scenario.write("tasks/claimed/\(task),1,0,-,-", "")
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    #expect(try scenario.states() == ["deferred"])
    scenario.clock.advance(milliseconds: 60_000)
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(record.attempts == [2])
    #expect(try scenario.states() == ["done"])
  }

  @Test func aClaimThatHadNoTryLeftFails() throws {
    let (scenario, task) = try Self.routed()
    try scenario.write("tasks/claimed/\(task),3,0,-,-", "")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks() == ["failed/\(task)"])
  }

  @Test func aClaimWhoseEndIsKnownIsOnlyMoved() throws {
    let (scenario, task) = try Self.routed()
    let end = AttemptEnd(
      attempt: 1, ended: "2026-11-19T10:00:00Z", outcome: .delivered, reason: nil, to: .done,
      due: nil, milliseconds: nil, exit: 0, output: nil)
    let lines = TaskLineTests.started(1).bytes + TaskLine.ended(end).bytes
    try scenario.write(
      "tasks/claimed/\(task),1,0,-,-", String(decoding: lines, as: UTF8.self))
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    #expect(try scenario.names("tasks/done/2026-11-19") == ["\(task)"])
    #expect(try scenario.tasks().count == 1)
  }

  /// Its processes are alive: the younger task of the key waits until they are gone.
  @Test func aClaimWhoseProgramLivesKeepsItsKey() throws {
    let (scenario, task) = try Self.routed(PassTests.route)
    let key = TaskName.hash(ofKey: "a/b")
    let claim = "\(task),1,0,\(key),-"
    let start = String(decoding: TaskLineTests.started(1).bytes, as: UTF8.self)
    try scenario.write("tasks/claimed/\(claim)", start)
    scenario.clock.advance(milliseconds: 10)
    try scenario.receive(2)
    let record = try scenario.pass(
      scenario.disk.process("runner"), change: { $0.survivors = { _ in true } })
    #expect(record.started.isEmpty)
    #expect(try scenario.names("tasks/claimed") == [claim])
    #expect(try scenario.names("tasks/ready").count == 1)
    try scenario.pass(scenario.disk.process("runner"), linger: 60_000, record: record)
    #expect(record.attempts == [2, 1])
    #expect(try scenario.states() == ["done", "done"])
  }

  @Test func aPassWaitsForTheProcessesOfADeadRunner() throws {
    let (scenario, task) = try Self.routed()
    let start = String(decoding: TaskLineTests.started(1).bytes, as: UTF8.self)
    try scenario.write("tasks/claimed/\(task),1,0,-,-", start)
    let clock = scenario.clock
    let end = clock.uptime() + 3000
    try scenario.pass(
      scenario.disk.process("runner"), change: { $0.survivors = { _ in clock.uptime() < end } })
    #expect(try scenario.states() == ["deferred"])
    #expect(clock.uptime() >= end)
  }

  /// What runs is given its time, nothing new is begun, and the attempt counts.
  @Test func aRunnerThatIsToldToStopClaimsNothingMore() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let first = try scenario.receive(1)
    scenario.clock.advance(milliseconds: 10)
    let second = try scenario.receive(2)
    let began = scenario.clock.uptime()
    let record = try scenario.pass(
      scenario.disk.process("runner"), jobs: 1, script: { _, _ in nil },
      change: { host in host.meanwhile = { $0 == 1 ? [.stop] : [] } })
    #expect(record.events == [first.id])
    #expect(record.told == 1)
    #expect(scenario.clock.uptime() - began >= PassOptions.grace)
    #expect(try scenario.states() == ["ready", "deferred"])
    #expect(try scenario.names("tasks/ready") == ["\(scenario.task(second)),0,0,-,-"])
    let deferred = try #require(TaskName(try scenario.names("tasks/deferred")[0]))
    #expect(deferred.attempts == 1)
  }

  @Test func aProgramThatEndsAfterTheStopIsSettledAsItEnded() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.receive(1)
    let clock = scenario.clock
    let end = clock.uptime() + 20_000
    let record = try scenario.pass(
      scenario.disk.process("runner"),
      script: { _, _ in clock.uptime() < end ? nil : .exited(0) },
      change: { host in
        host.meanwhile = { _ in
          clock.advance(milliseconds: 5000)
          return [.stop]
        }
      })
    #expect(record.told == 0)
    #expect(try scenario.states() == ["done"])
  }

  /// A repository is what the key is made of; two events have none.
  @Test func aKeyWhoseValueIsMissingDoesNotApply() throws {
    let scenario = try RunnerScenario(routes: PassTests.route)
    try scenario.receive(1, repository: nil)
    try scenario.receive(2, repository: nil)
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.mostAtOnce == 2)
  }

  /// The younger one is running when the older comes back, and a third waits.
  @Test func aRevivedTaskGoesBeforeYoungerOnesButNotBesideOne() throws {
    let scenario = try RunnerScenario(routes: PassTests.route)
    var events: [EventName] = []
    for number in UInt64(1)...3 {
      scenario.clock.advance(milliseconds: 10)
      events.append(try scenario.receive(number))
    }
    let older = try scenario.task(events[0])
    let record = ScriptedHost.Record()
    try scenario.pass(
      scenario.disk.process("runner"), jobs: 3, record: record,
      script: { task, attempt in task == older && attempt == 1 ? .exited(100) : .exited(0) },
      change: { host in
        host.meanwhile = { wait in
          guard wait == 1, (try? scenario.leave(.retry(older))) != nil else { return [] }
          return [.spoolChanged]
        }
      })
    #expect(record.mostAtOnce == 1)
    #expect(record.events == [events[0].id, events[0].id, events[1].id, events[2].id])
  }
}

extension String {
  fileprivate var dropClaimed: String { String(dropFirst("claimed/".count)) }
}
