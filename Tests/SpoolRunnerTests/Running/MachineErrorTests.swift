import Common
import TestSupport
import Testing

@testable import spool_runner

/// The machine has no room, no memory or no descriptors while tasks run.
@Suite struct MachineErrorTests {
  /// The programs end while the disk is full; their ends are written when there is room again.
  @Test func outcomesOfAFullDiskAreKeptUntilTheyCanBeWritten() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    for number in UInt64(1)...3 { try scenario.receive(number) }
    let disk = scenario.disk
    let record = try scenario.pass(
      disk.process("runner"), jobs: 3,
      change: { host in
        host.meanwhile = { wait in
          if wait == 1 { disk.freeBytes = 0 }
          if wait == 6 { disk.freeBytes = 1 << 20 }
          return wait == 20 ? [.stop] : []
        }
      })
    #expect(record.attempts == [1, 1, 1])
    #expect(try scenario.states() == ["done", "done", "done"])
  }

  /// A stop leaves time for the disk to get room; then the attempt counts as cut.
  @Test func aRunnerThatIsToldToStopWaitsForRoomOnlySoLong() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.receive(1)
    let disk = scenario.disk
    let began = scenario.clock.uptime()
    #expect(throws: SystemError.self) {
      try scenario.pass(
        disk.process("runner"),
        change: { host in
          host.meanwhile = { wait in
            if wait == 1 { disk.freeBytes = 0 }
            return wait == 2 ? [.stop] : []
          }
        })
    }
    #expect(scenario.clock.uptime() - began >= PassOptions.grace)
    disk.freeBytes = 1 << 20
    try scenario.pass(disk.process("next"))
    #expect(try scenario.states() == ["deferred"])
  }

  /// Each call of a settlement in turn fails for one of two tasks that end together.
  @Test func ofTasksThatEndTogetherNoneLosesItsOutcomeToAnother() throws {
    for code in [ErrorNumber.inputOutput, ErrorNumber.noSpace, ErrorNumber.denied] {
      for call in 0..<200 {
        let scenario = try RunnerScenario(routes: PassTests.free)
        for number in UInt64(1)...2 { try scenario.receive(number, delivery: "\(number)") }
        let plan = FaultPlan(.call(call, .mutating), .fails(code, .goesOn))
        let files = scenario.disk.process("runner", faults: plan)
        let record = ScriptedHost.Record()
        _ = try? scenario.pass(files, record: record)
        let started = record.started.count
        record.forgetRunning()
        for _ in 0..<3 {
          scenario.clock.advance(milliseconds: 120_000)
          try scenario.pass(scenario.disk.process("next"), record: record)
        }
        #expect(try scenario.states() == ["done", "done"], "call \(call), \(code)")
        // What ended was written down by the pass itself: nothing is run again.
        if started == 2 { #expect(record.attempts.count <= 3, "call \(call), \(code)") }
        if files.calls(.mutating) <= call { break }
      }
    }
  }

  @Test func nothingIsClaimedThatNoDescriptorIsLeftFor() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    for number in UInt64(1)...5 { try scenario.receive(number) }
    let record = try scenario.pass(
      scenario.disk.process("runner"), jobs: 300, change: { $0.most = 2 })
    #expect(record.mostAtOnce == 2)
    #expect(record.attempts == [1, 1, 1, 1, 1])
    #expect(try scenario.states().allSatisfy { $0 == "done" })
  }

  /// While another runs the pass waits, and tries again.
  @Test func aTaskThatTheMachineCouldNotStartHasNotBeenTried() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let first = try scenario.receive(1)
    scenario.clock.advance(milliseconds: 10)
    let second = try scenario.receive(2)
    let clock = scenario.clock
    let end = clock.uptime() + 5000
    let record = try scenario.pass(
      scenario.disk.process("runner"),
      script: { _, _ in clock.uptime() < end ? nil : .exited(0) },
      change: { host in
        host.fault = { task in
          task.event == second.id && clock.uptime() < end ? .unavailable("no process") : nil
        }
      })
    #expect(record.events == [first.id, second.id])
    #expect(record.attempts == [1, 1])
    #expect(try scenario.states() == ["done", "done"])
  }

  @Test func aPassThatCanStartNothingEndsAndLeavesTheTaskAsItWas() throws {
    let scenario = try RunnerScenario(routes: PassTests.route)
    let event = try scenario.receive(1)
    #expect(throws: SystemError.self) {
      try scenario.pass(
        scenario.disk.process("runner"), change: { $0.fault = { _ in .unavailable("no process") } })
    }
    #expect(try scenario.states() == ["ready"])
    let name = try #require(TaskName(try scenario.names("tasks/ready")[0]))
    #expect(name.attempts == 0)
    #expect(name.task.event == event.id)
    let record = try scenario.pass(scenario.disk.process("next"))
    #expect(record.attempts == [1])
  }

  /// Another user's file, say: this task waits for a person, the others do not.
  @Test func aTaskFileThatCannotBeReadHoldsUpNoOther() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.receive(1)
    scenario.clock.advance(milliseconds: 10)
    let good = try scenario.receive(2)
    try scenario.pass(scenario.disk.process("runner"), change: { $0.most = 0 })
    let bad = try #require(try scenario.names("tasks/ready").first)
    let user = SimulatedUser(id: 0, group: 0)
    #expect(user == .root)
    let claimed = "\(RunnerScenario.root)/tasks/claimed/\(bad.replacing(",0,0,", with: ",1,0,"))"
    let setup = scenario.disk.process("setup")
    try setup.rename("\(RunnerScenario.root)/tasks/ready/\(bad)", to: claimed)
    try setup.remove(claimed)
    try setup.makeFolder(claimed, permissions: 0o700)
    let record = try scenario.pass(scenario.disk.process("next"))
    #expect(record.events == [good.id])
    #expect(try scenario.states() == ["claimed", "done"])
  }

  @Test func aClaimOfWhichNothingIsCertainWaitsAndIsNotRunAgain() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = try scenario.task(try scenario.receive(1))
    try scenario.pass(scenario.disk.process("runner"), change: { $0.most = 0 })
    let files = scenario.disk.process("setup")
    for name in try scenario.names("tasks/ready") {
      try files.remove("\(RunnerScenario.root)/tasks/ready/\(name)")
    }
    let start = String(decoding: TaskLineTests.started(1).bytes, as: UTF8.self)
    try scenario.write("tasks/claimed/\(task),1,0,-,-", start)
    let record = try scenario.pass(
      scenario.disk.process("next"), change: { $0.doubt = "nothing is known" })
    #expect(record.started.isEmpty)
    #expect(try scenario.names("tasks/claimed") == ["\(task),1,0,-,-"])
    try scenario.pass(scenario.disk.process("later"))
    #expect(try scenario.states() == ["deferred"])
  }
}
