import Common
import Foundation
import TestSupport
import Testing

@testable import spool_runner

/// A pass died while it routed an event; the next one has another configuration.
@Suite struct HalfRoutedTests {
  /// Kills the pass at each call until it had routed the event, then changes the routes.
  private func afterEachDeath(
    _ cut: PowerCut?, change: (RunnerScenario) throws -> Void,
    expect: (RunnerScenario, ScriptedHost.Record, String) throws -> Void
  ) throws {
    for call in 0..<100 {
      let scenario = try RunnerScenario(routes: PassCrashTests.routes)
      try scenario.receive(1)
      scenario.disk.syncEverything()
      let plan = FaultPlan(.call(call, .mutating), .dies(.before))
      let dying = scenario.disk.process("dying", faults: plan)
      let record = ScriptedHost.Record()
      _ = try? scenario.pass(dying, jobs: 0, record: record)
      guard dying.isDead else { return }
      if let cut { scenario.disk.cutPower(cut) }
      try change(scenario)
      try scenario.pass(scenario.disk.process("next"), jobs: 4, record: record)
      try expect(scenario, record, "call \(call), \(String(describing: cut))")
    }
    Issue.record("the pass has more calls than this test cuts")
  }

  @Test(arguments: [nil, .everythingUnsynced, .seeded(1), .seeded(2)] as [PowerCut?])
  func aChangedKeyMakesNoSecondTask(cut: PowerCut?) throws {
    try afterEachDeath(cut) { scenario in
      try scenario.writeRoutes(
        "a.json",
        PassCrashTests.routes.replacingOccurrences(of: "{{repository}}", with: "{{event}}"))
    } expect: { scenario, record, place in
      #expect(record.attempts == [1, 1], "\(place)")
      let tasks = try scenario.tasks()
      #expect(tasks.count == 2 && tasks.allSatisfy { $0.hasPrefix("done/") }, "\(place): \(tasks)")
    }
  }

  /// Its tasks are there before it is routed to the end; they wait for that.
  @Test func aTaskOfAnEventThatIsNotRoutedYetIsNotStarted() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let count = PassOptions.portion + 3
    var last: EventName?
    for number in 1...count { last = try scenario.receive(UInt64(number)) }
    let task = try scenario.task(#require(last))
    try scenario.write("tasks/ready/\(task),0,0,-,-", "")
    let record = try scenario.pass(scenario.disk.process("runner"), jobs: 1000)
    #expect(record.started.count == count)
    #expect(try scenario.states() == Array(repeating: "done", count: count))
  }

  /// A person put the event back, and its task has ended.
  @Test(arguments: [TaskState.done, .failed, .cancelled])
  func aTaskThatHasEndedIsNotMadeAgain(state: TaskState) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = try scenario.task(scenario.receive(1))
    let folder = "tasks/\(state.rawValue)/\(RunnerScenario.begin.day)"
    try scenario.disk.process("setup").makeFolder(
      "\(RunnerScenario.root)/\(folder)", permissions: 0o2750)
    try scenario.write("\(folder)/\(task)", "")
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    #expect(try scenario.tasks() == ["\(state.rawValue)/\(task)"])
  }
}
