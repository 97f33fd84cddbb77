import Common
import TestSupport
import Testing

@testable import spool_runner

/// A pass that does not end sees what the next one would.
@Suite struct WatchingPassTests {
  /// Makes such a pass; `change` is what happens at its third wait, and it is told to end later.
  private func watch(
    _ scenario: RunnerScenario, record: ScriptedHost.Record = ScriptedHost.Record(),
    change: @escaping @Sendable () -> [Happening]
  ) throws -> ScriptedHost.Record {
    try scenario.pass(
      scenario.disk.process("runner"), isEndless: true, record: record,
      script: { _, attempt in attempt == 1 ? .exited(100) : .exited(0) },
      change: { host in
        host.meanwhile = { wait in wait == 3 ? change() : wait == 10 ? [.stop] : [] }
      })
  }

  @Test(arguments: ["", ",1,0,-,-"])
  func aTaskThatAPersonMovedToReadyIsRun(suffix: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = try scenario.task(scenario.receive(1))
    let root = RunnerScenario.root
    let record = try watch(scenario) {
      try? scenario.disk.process("person").rename(
        "\(root)/tasks/failed/\(RunnerScenario.begin.day)/\(task)",
        to: "\(root)/tasks/ready/\(task)\(suffix)")
      return []
    }
    #expect(record.attempts == [1, 2])
    #expect(try scenario.tasks() == ["done/\(task)"])
  }

  /// The order says "ready" of it, and it runs.
  @Test func anOrderToRetryATaskThatAPersonMovedRunsIt() throws {
    let scenario = try RunnerScenario(routes: PassTests.route)
    let task = try scenario.task(scenario.receive(1))
    let root = RunnerScenario.root
    let record = try watch(scenario) {
      try? scenario.disk.process("person").rename(
        "\(root)/tasks/failed/\(RunnerScenario.begin.day)/\(task)",
        to: "\(root)/tasks/ready/\(task)")
      _ = try? scenario.leave(.retry(task))
      return [.spoolChanged]
    }
    #expect(record.attempts == [1, 2])
    #expect(try scenario.tasks() == ["done/\(task)"])
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test func itSweepsEveryDay() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.receive(1)
    try scenario.pass(scenario.disk.process("first"))
    #expect(try scenario.states() == ["done"])
    // Swept long ago, so that the date may go as far as it has to.
    scenario.clock.advance(milliseconds: 20 * 86_400_000)
    try SweepRecord(
      date: scenario.clock.now().adding(milliseconds: -86_400_000),
      when: BootTime(boot: "boot", milliseconds: 0)
    ).write(scenario.spool("first"))
    let clock = scenario.clock
    _ = try watch(scenario) {
      clock.advance(milliseconds: 86_400_000)
      return []
    }
    #expect(try scenario.routedEvents().isEmpty)
  }
}
