import Common
import TestSupport
import Testing

@testable import spool_runner

@Suite struct RoutingGuardTests {
  /// Kills a runner that is about to move an event out of `incoming/`.
  static func dieMoving(_ event: EventName, _ scenario: RunnerScenario) throws {
    let rehearsal = scenario.disk.afterPowerCut(.everythingUnsynced).process("rehearsal")
    var intake = try scenario.workplace(rehearsal).intake
    _ = try intake.run()
    let call = try #require(
      rehearsal.trace.firstIndex { $0.hasPrefix("rename /spool/incoming/\(event) to") })
    let dying = scenario.disk.process(
      "dying", faults: FaultPlan(.call(call, .mutating), .dies(.before)))
    var dyingIntake = try scenario.workplace(dying).intake
    _ = try? dyingIntake.run()
    #expect(dying.isDead)
  }

  static func isCareful(_ scenario: RunnerScenario) throws -> Bool {
    let workplace = try scenario.workplace(scenario.disk.process("looking"))
    return RoutingGuard(workplace.spool, workplace.rejecter).isCareful
  }

  /// One death in company, three alone; then it is out of the way.
  @Test func anEventThatKillsTheRunnerIsRejectedInTheEnd() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let poison = try scenario.receive(1)
    scenario.clock.advance(milliseconds: 10)
    let good = try scenario.receive(2)
    for _ in 0..<4 {
      try Self.dieMoving(poison, scenario)
      #expect(try scenario.names("incoming").contains("\(poison)"))
    }
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("incoming").isEmpty)
    #expect(
      try scenario.names("rejected").map { $0.dropFirst(40) } == [
        "\(poison)", "\(poison).reason",
      ])
    #expect(try scenario.routedEvents() == [good])
    #expect(try scenario.names("state").filter { $0.contains("routing") }.isEmpty)
  }

  @Test(arguments: [0, 1, 2, 3])
  func onlyAnEventThatWasAloneInThreeDeathsIsRejected(deaths: Int) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try scenario.receive(1)
    let other = try scenario.receive(2)
    try scenario.write("state/routing", "{\"\(event)\":\(deaths)}")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.routedEvents() == (deaths < 3 ? [event, other] : [other]))
  }

  /// Whatever the file holds: that it is there is what counts.
  @Test(arguments: ["", "{", "[]", "\0\0"])
  func aPassThatDiedRoutingMakesTheNextOneCareful(text: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.write("state/routing", text)
    #expect(try Self.isCareful(scenario))
    try scenario.receive(1)
    try scenario.receive(2)
    let files = scenario.disk.process("runner")
    var intake = try scenario.workplace(files).intake
    #expect(try intake.run().count == 2)
    let moves = files.trace.indices.filter { files.trace[$0].hasPrefix("rename /spool/incoming/") }
    let synced = files.trace[moves[0]..<moves[1]].contains { $0.contains("(unqueued)") }
    #expect(synced)
    #expect(try !Self.isCareful(scenario))
  }
}
