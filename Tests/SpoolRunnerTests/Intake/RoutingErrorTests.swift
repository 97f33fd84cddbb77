import Common
import TestSupport
import Testing

@testable import spool_runner

/// Errors while events are routed: none of them is the death of a runner.
@Suite struct RoutingErrorTests {
  /// Whatever call fails, however often: nothing is lost, and the next pass makes progress.
  @Test(arguments: [ErrorNumber.inputOutput, ErrorNumber.denied, ErrorNumber.noSpace])
  func anErrorAtAnyCallLosesNoEvent(code: Int32) throws {
    let scenario = try SharedSpool.scenario()
    let events = [
      try scenario.receiveShared(1, delivery: "a"), try scenario.receiveShared(2, delivery: "b"),
    ]
    scenario.disk.syncEverything()
    let rehearsal = scenario.disk.afterPowerCut(.nothingUnsynced)
      .process("rehearsal", user: SharedSpool.runner)
    var intake = try scenario.workplace(rehearsal).intake
    let first = rehearsal.calls(.every)
    _ = try intake.run()
    for call in first..<rehearsal.calls(.every) {
      var again = scenario
      again.disk = scenario.disk.afterPowerCut(.nothingUnsynced)
      let plan = FaultPlan(.call(call, .every), .fails(code, .goesOn))
      for _ in 0..<RoutingGuard.mostDeaths + 1 {
        var failing = try again.workplace(again.runner(faults: plan)).intake
        _ = try? failing.run()
        try expectNoTaskWithoutItsEvent(again)
      }
      try again.pass(again.runner())
      #expect(try again.routedEvents() == events.sorted(), "call \(call)")
      #expect(try again.tasks().count == 2, "call \(call)")
      #expect(try again.names("rejected").isEmpty)
    }
  }

  private func expectNoTaskWithoutItsEvent(_ scenario: RunnerScenario) throws {
    let routed = Set(try scenario.routedEvents().map(\.id))
    for task in try scenario.names("tasks/ready") {
      #expect(EventID(task.prefix(39)).map(routed.contains) == true)
    }
  }

  /// The folder of an hour that belongs to root, as after a pass by root.
  @Test func anEventThatCannotBeMovedHoldsUpNoOther() throws {
    let scenario = try SharedSpool.scenario()
    let stuck = try scenario.receiveShared(1)
    try scenario.disk.process("root").makeFolder(
      "/spool/events/\(stuck.id.day)", permissions: 0o755)
    try scenario.disk.process("root").makeFolder(
      "/spool/events/\(stuck.id.day)/\(stuck.id.hour)", permissions: 0o755)
    scenario.clock.advance(milliseconds: 86_400_000)
    let good = try scenario.receiveShared(2)
    for _ in 0..<4 { try scenario.pass(scenario.runner()) }
    #expect(try scenario.tasks() == ["done/\(good.id).deploy.1"])
    #expect(try scenario.names("incoming") == ["\(stuck)"])
    #expect(try scenario.names("rejected").isEmpty)
  }

  @Test func aDeliveryWhoseEventIsRejectedIsAcceptedAgain() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let poison = try scenario.receive(1, delivery: "d")
    try scenario.write("state/routing", "{\"\(poison)\":\(RoutingGuard.mostDeaths)}")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("rejected").count == 2)
    let again = try scenario.receive(2, delivery: "d")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks() == ["done/\(again.id).deploy.1"])
  }
}
