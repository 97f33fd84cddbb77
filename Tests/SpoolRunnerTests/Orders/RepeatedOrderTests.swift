import Common
import TestSupport
import Testing

@testable import spool_runner

/// An order is obeyed once, whatever comes back after a power cut.
@Suite struct RepeatedOrderTests {
  @Test func aRetryThatComesBackAfterTheTaskFailedAgainIsNotObeyedAgain() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = try scenario.task(scenario.receive(1))
    let record = ScriptedHost.Record()
    try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in .exited(100) }
    let order = try scenario.leave(.retry(task))
    try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in .exited(100) }
    #expect(record.attempts == [1, 2])
    try scenario.spool("power").leave(order)
    try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in .exited(100) }
    #expect(record.attempts == [1, 2])
    #expect(try scenario.tasks() == ["failed/\(task)"])
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test func aCancelThatComesBackAfterARetryIsNotObeyedAgain() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = try scenario.task(scenario.receive(1))
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    let cancel = try scenario.leave(.cancel(task))
    try scenario.pass(scenario.disk.process("runner"))
    try scenario.leave(.retry(task), number: 0xCD)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    try scenario.spool("power").leave(cancel)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.states() == ["deferred"])
    #expect(try scenario.names("orders").isEmpty)
  }

  /// A task that was made due runs and fails for good; its order was removed before that.
  @Test func anObeyedOrderDoesNotComeBackAfterAPowerCut() throws {
    for seed in UInt64(1)...20 {
      let scenario = try RunnerScenario(routes: PassTests.free)
      let task = try scenario.task(scenario.receive(1))
      try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
      try scenario.leave(.retry(task))
      scenario.disk.syncEverything()
      let record = try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(100) }
      scenario.disk.cutPower(.seeded(seed))
      record.forgetRunning()
      try scenario.pass(scenario.disk.process("next"), record: record)
      #expect(record.attempts == [2], "seed \(seed)")
      #expect(try scenario.tasks() == ["failed/\(task)"], "seed \(seed)")
    }
  }

  /// The old name of a task that was cancelled before it ever ran, and revived.
  @Test func theCancelledNameOfADoneTaskNeverBringsItBack() throws {
    for isFound in [false, true] {
      let scenario = try RunnerScenario(routes: PassTests.free)
      let event = try scenario.receive(1)
      let task = try scenario.task(event)
      try scenario.pass(scenario.disk.process("runner"), jobs: 0)
      try scenario.leave(.cancel(task))
      try scenario.pass(scenario.disk.process("runner"), jobs: 0)
      #expect(try scenario.states() == ["cancelled"])
      try scenario.leave(.retry(task), number: 0xCD)
      try scenario.pass(scenario.disk.process("runner"), jobs: 0)
      let store = TaskStore(spool: scenario.spool())
      let old = store.path(ended: .cancelled, task, day: RunnerScenario.begin.day)
      // A power cut keeps the name before the next pass, or brings it back after it.
      if isFound { try scenario.disk.hardLink(store.path(.ready, "\(task),0,0,-,-"), to: old) }
      let record = try scenario.pass(scenario.disk.process("runner"))
      if isFound {
        #expect(try scenario.tasks() == ["done/\(task)"])
      } else {
        let done = store.path(ended: .done, task, day: RunnerScenario.begin.day)
        try scenario.disk.hardLink(done, to: old)
      }
      try scenario.leave(.retry(task), number: 0xEF)
      try scenario.pass(scenario.disk.process("runner"), record: record)
      #expect(record.attempts == [1], "\(isFound)")
    }
  }

  /// The runner was killed; the program of its claim is being killed when the order is met.
  @Test func anOrderToCancelAClaimOfADeadRunnerWaitsForItsEnd() throws {
    let (scenario, task) = try RecoveryTests.routed()
    let start = String(decoding: TaskLineTests.started(1).bytes, as: UTF8.self)
    try scenario.write("tasks/claimed/\(task),1,0,-,-", start)
    try scenario.leave(.cancel(task))
    let clock = scenario.clock
    let end = clock.uptime() + 3000
    let record = try scenario.pass(
      scenario.disk.process("runner"), linger: 600_000,
      change: { $0.survivors = { _ in clock.uptime() < end } })
    #expect(record.started.isEmpty)
    #expect(try scenario.tasks() == ["cancelled/\(task)"])
    #expect(try scenario.names("orders").isEmpty)
  }
}
