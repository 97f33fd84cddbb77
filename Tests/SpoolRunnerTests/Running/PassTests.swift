import Common
import Foundation
import TestSupport
import Testing

@testable import spool_runner

@Suite struct PassTests {
  static let route = #"""
    { "routes": [ { "name": "deploy", "match": { "event": "push" },
      "one_at_a_time": "{{repository}}", "retry": { "retries": 2, "base": "10s" },
      "steps": [ { "name": "go", "run": ["/bin/deploy"] } ] } ] }
    """#
  static let free = #"""
    { "routes": [ { "name": "deploy", "match": { "event": "push" },
      "retry": { "retries": 2, "base": "10s" },
      "steps": [ { "name": "go", "run": ["/bin/deploy"] } ] } ] }
    """#

  @Test func anEventBecomesOneTaskThatIsDone() throws {
    let scenario = try RunnerScenario(routes: Self.route)
    let event = try scenario.receive(1)
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.attempts == [1])
    #expect(try scenario.tasks() == ["done/\(event.id).deploy.1"])
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.names("events/\(event.id.day)/\(event.id.hour)") == ["\(event)"])
  }

  @Test func anEventThatNoRouteWantsIsKeptWithoutATask() throws {
    let scenario = try RunnerScenario(routes: Self.route)
    let event = try scenario.receive(1, event: "ping")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks().isEmpty)
    #expect(try scenario.names("events/\(event.id.day)/\(event.id.hour)") == ["\(event)"])
  }

  static let endings: [(ending: ProgramEnding, state: String)] = [
    (.exited(0), "done"), (.exited(100), "failed"), (.exited(1), "deferred"),
    (.killed(9), "deferred"), (.unstarted(.impossible("no program")), "failed"),
  ]

  @Test(arguments: endings)
  func theEndOfAProgramDecidesWhereItsTaskGoes(row: (ending: ProgramEnding, state: String)) throws {
    let scenario = try RunnerScenario(routes: Self.free)
    try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in row.ending }
    let tasks = try scenario.tasks()
    #expect(tasks.count == 1)
    #expect(tasks.first?.hasPrefix("\(row.state)/") == true)
  }

  @Test func aTaskIsTriedAgainWhenDueAndGivenUpInTheEnd() throws {
    let scenario = try RunnerScenario(routes: Self.free)
    let event = try scenario.receive(1)
    let record = ScriptedHost.Record()
    for _ in 0..<2 {
      try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in .exited(1) }
      #expect(try scenario.tasks().first?.hasPrefix("deferred/") == true)
      scenario.clock.advance(milliseconds: 60_000)
    }
    try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in .exited(1) }
    #expect(try scenario.tasks() == ["failed/\(event.id).deploy.1"])
    #expect(record.attempts == [1, 2, 3])
  }

  @Test func aTaskThatIsNotDueIsLeftAlone() throws {
    let scenario = try RunnerScenario(routes: Self.free)
    try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
  }

  @Test func aPassLingersForWhatIsDueSoon() throws {
    let scenario = try RunnerScenario(routes: Self.free)
    let event = try scenario.receive(1)
    let record = try scenario.pass(scenario.disk.process("runner"), linger: 60_000) {
      $1 == 1 ? .exited(1) : .exited(0)
    }
    #expect(record.attempts == [1, 2])
    #expect(try scenario.tasks() == ["done/\(event.id).deploy.1"])
  }

  @Test func tasksOfOneKeyNeverRunTogetherAndKeepTheirOrder() throws {
    let scenario = try RunnerScenario(routes: Self.route)
    var events: [EventName] = []
    for number in 1...5 {
      scenario.clock.advance(milliseconds: 10)
      events.append(try scenario.receive(UInt64(number)))
    }
    let record = try scenario.pass(scenario.disk.process("runner"), jobs: 4)
    #expect(record.mostAtOnce == 1)
    #expect(record.events == events.map(\.id))
  }

  @Test func tasksOfDifferentKeysRunTogether() throws {
    let scenario = try RunnerScenario(routes: Self.route)
    for number in 1...4 { try scenario.receive(UInt64(number), repository: "a/\(number)") }
    let record = try scenario.pass(scenario.disk.process("runner"), jobs: 3)
    #expect(record.mostAtOnce == 3)
  }

  /// A key belongs to its route: the other route does not wait for this one's back-off.
  @Test func twoRoutesWithOneKeyDoNotWaitForEachOther() throws {
    let second = Self.route.replacingOccurrences(of: "deploy", with: "tell")
    let scenario = try RunnerScenario(routes: Self.route)
    try scenario.writeRoutes("b.json", second)
    for number in UInt64(1)...2 {
      scenario.clock.advance(milliseconds: 10)
      try scenario.receive(number)
    }
    let record = try scenario.pass(scenario.disk.process("runner")) { task, _ in
      task.route.description == "deploy" ? .exited(1) : .exited(0)
    }
    #expect(record.started.map(\.task.route.description).sorted() == ["deploy", "tell", "tell"])
    #expect(try scenario.states() == ["ready", "deferred", "done", "done"])
  }

  @Test func aYoungerTaskOfAKeyWaitsWhileTheOlderIsDeferred() throws {
    let scenario = try RunnerScenario(routes: Self.route)
    let older = try scenario.receive(1)
    scenario.clock.advance(milliseconds: 10)
    let younger = try scenario.receive(2)
    let record = ScriptedHost.Record()
    try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in .exited(1) }
    #expect(record.events == [older.id])
    scenario.clock.advance(milliseconds: 60_000)
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(record.events == [older.id, older.id, younger.id])
  }

  @Test func aTaskOfARouteThatIsGoneFailsAndSaysSo() throws {
    let scenario = try RunnerScenario(routes: Self.free)
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    let files = scenario.disk.process("operator")
    try files.remove("\(RunnerScenario.routesFolder)/a.json")
    scenario.clock.advance(milliseconds: 60_000)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks() == ["failed/\(event.id).deploy.1"])
  }

  @Test func aStepThatRunsTooLongIsToldToEndAndTriedAgain() throws {
    let scenario = try RunnerScenario(routes: Self.free)
    try scenario.receive(1)
    let record = try scenario.pass(scenario.disk.process("runner")) { _, _ in nil }
    #expect(record.told >= 1)
    #expect(try scenario.tasks().first?.hasPrefix("deferred/") == true)
  }
}
