import Common
import TestSupport
import Testing

@testable import spool_runner

@Suite struct OrderTests {
  static let retries: [(first: ProgramEnding, then: String, starts: Int)] = [
    (.exited(100), "done", 2), (.exited(1), "done", 2), (.exited(0), "done", 1),
  ]

  /// Failed, deferred and done: one that is done stays so.
  @Test(arguments: retries)
  func aRetryRunsWhatDidNotEndWell(row: (first: ProgramEnding, then: String, starts: Int)) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try scenario.receive(1)
    let record = ScriptedHost.Record()
    try scenario.pass(scenario.disk.process("runner"), record: record) { _, _ in row.first }
    try scenario.leave(.retry(scenario.task(event)))
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(try scenario.tasks() == ["\(row.then)/\(scenario.task(event))"])
    #expect(record.attempts == Array(1...row.starts))
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test func aCancelledTaskCanBeRetried() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    try scenario.leave(.cancel(scenario.task(event)))
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    #expect(try scenario.states() == ["cancelled"])
    try scenario.leave(.retry(scenario.task(event)))
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(record.attempts == [2])
    #expect(try scenario.states() == ["done"])
  }

  /// The tries are counted anew from the order on, the attempts never are.
  @Test func aRetriedTaskHasAllItsTriesAgain() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(100) }
    try scenario.leave(.retry(scenario.task(event)))
    let record = try scenario.pass(scenario.disk.process("runner"), linger: 600_000) { _, _ in
      .exited(1)
    }
    #expect(record.attempts == [2, 3, 4])
    #expect(try scenario.states() == ["failed"])
  }

  enum Idle: CaseIterable {
    case unknownTask, unknownEvent, cancelUnknown, cancelDone
  }

  @Test(arguments: Idle.allCases)
  func anOrderThatHasNothingToDoIsRemoved(idle: Idle) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"))
    let unknown = EventID(at: RunnerScenario.begin, random: 99)
    let nobody = try #require(TaskID("\(unknown).deploy.1"))
    switch idle {
    case .unknownTask: try scenario.leave(.retry(nobody))
    case .unknownEvent: try scenario.leave(.reprocess(unknown))
    case .cancelUnknown: try scenario.leave(.cancel(nobody))
    case .cancelDone: try scenario.leave(.cancel(scenario.task(event)))
    }
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    #expect(try scenario.names("orders").isEmpty)
    #expect(try scenario.tasks() == ["done/\(scenario.task(event))"])
  }

  /// A redelivery by the sender: every dead letter of the event, and the ledger's mark.
  @Test func aRetryOfAnEventRetriesAllItsDeadLetters() throws {
    let scenario = try RunnerScenario(routes: PassCrashTests.routes)
    let event = try scenario.receive(1, delivery: "d")
    let key = DeliveryKey(source: try #require(SpoolWord("github")), delivery: "d")
    #expect(try !scenario.spool().ledger.isFailed(key))
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(100) }
    #expect(try scenario.states() == ["failed", "failed"])
    #expect(try scenario.spool().ledger.isFailed(key))
    try scenario.leave(.retryEvent(event.id))
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.attempts == [2, 2])
    #expect(try scenario.states() == ["done", "done"])
    #expect(try !scenario.spool().ledger.isFailed(key))
  }

  /// One dead letter of two is retried: the other still is one.
  @Test func theLedgersMarkStaysWhileATaskIsADeadLetter() throws {
    let scenario = try RunnerScenario(routes: PassCrashTests.routes)
    let event = try scenario.receive(1, delivery: "d")
    let key = DeliveryKey(source: try #require(SpoolWord("github")), delivery: "d")
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(100) }
    try scenario.leave(.retry(scenario.task(event, "tell")))
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.spool().ledger.isFailed(key))
    try scenario.leave(.retry(scenario.task(event)))
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try !scenario.spool().ledger.isFailed(key))
  }

  @Test func aReprocessingMakesOneSetOfTasksHoweverOftenItIsObeyed() throws {
    let scenario = try RunnerScenario(routes: PassCrashTests.routes)
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"))
    let order = try scenario.leave(.reprocess(event.id))
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(Set(record.started.map(\.task.run)) == ["00000000000000ab"])
    #expect(record.started.count == 2)
    // The runner died before it removed the order.
    try scenario.spool("operator").leave(order)
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(record.started.count == 2)
    #expect(try scenario.tasks().count == 4)
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test func aRunningTaskIsToldToEndAndEndsCancelled() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try scenario.receive(1)
    let task = try scenario.task(event)
    let began = scenario.clock.uptime()
    let record = try scenario.pass(
      scenario.disk.process("runner"), script: { _, _ in nil },
      change: { host in
        host.meanwhile = { wait in
          guard wait == 1, (try? scenario.leave(.cancel(task))) != nil else { return [] }
          return [.spoolChanged]
        }
      })
    #expect(record.told == 1)
    #expect(try scenario.tasks() == ["cancelled/\(task)"])
    #expect(try scenario.names("orders").isEmpty)
    #expect(scenario.clock.uptime() - began < PassOptions.grace)
    let path = TaskStore(spool: scenario.spool()).path(
      ended: .cancelled, task, day: RunnerScenario.begin.day)
    let history = try TaskStore(spool: scenario.spool()).history(path)
    #expect(history.lastEnd?.outcome == .cancelled)
  }

  /// The order comes after the program was told to end and before it did.
  @Test func aTaskThatIsTimingOutCanBeCancelled() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = try scenario.task(scenario.receive(1))
    let clock = scenario.clock
    let record = try scenario.pass(
      scenario.disk.process("runner"), script: { _, _ in nil },
      change: { host in
        host.meanwhile = { wait in
          guard wait == 1, (try? scenario.leave(.cancel(task))) != nil else { return [] }
          clock.advance(milliseconds: 86_400_000)
          return [.spoolChanged]
        }
      })
    #expect(record.told == 1)
    #expect(try scenario.tasks() == ["cancelled/\(task)"])
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test func aTaskThatWaitsBehindItsKeyCanBeCancelled() throws {
    let scenario = try RunnerScenario(routes: PassTests.route)
    let first = try scenario.receive(1)
    scenario.clock.advance(milliseconds: 10)
    let second = try scenario.receive(2)
    scenario.clock.advance(milliseconds: 10)
    let third = try scenario.receive(3)
    try scenario.leave(.cancel(scenario.task(second)))
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.events == [first.id, third.id])
    #expect(try scenario.states() == ["cancelled", "done", "done"])
  }

  @Test func anOrderToSweepSweeps() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"))
    scenario.clock.advance(milliseconds: 20 * 86_400_000)
    try scenario.leave(.sweep)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks().isEmpty)
    #expect(try scenario.routedEvents().isEmpty)
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test(arguments: ["note.txt", "20261120T101502123456Z-9f3a6c01d2e4b58a.json"])
  func whatIsNoOrderIsRejected(name: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.write("orders/\(name)", #"{"order":"dance"}"#)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("orders").isEmpty)
    #expect(
      try scenario.names("rejected").map { $0.dropFirst(40) } == [name[...], "\(name).reason"])
  }

  /// A draft of an order is not looked at.
  @Test func aDotFileIsNoOrderYet() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.write("orders/.draft", "{")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("orders") == [".draft"])
  }

  /// The order is gone only when what it asked for is durable.
  @Test func aTaskThatWasMadeDueStaysSoThroughAPowerCut() throws {
    for seed in UInt64(1)...20 {
      let scenario = try RunnerScenario(routes: PassTests.free)
      let event = try scenario.receive(1)
      try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
      try scenario.leave(.retry(scenario.task(event)))
      scenario.disk.syncEverything()
      var pass = Pass(
        try scenario.workplace(scenario.disk.process("dying")), PassOptions(jobs: 1),
        ScriptedHost(scenario.disk.process("dying"), scenario.clock))
      try pass.recover()
      try pass.obeyOrders()
      scenario.disk.cutPower(.seeded(seed))
      try scenario.pass(scenario.disk.process("next"))
      #expect(try scenario.states() == ["done"], "seed \(seed)")
    }
  }
}
