import Common
import Foundation
import TestSupport
import Testing

@testable import spool_runner

/// Events that arrive while a route has a fault reach it when it is mended.
@Suite struct MendedRouteTests {
  static let other = #"""
    { "routes": [ { "name": "tell", "match": { "event": "push" },
      "steps": [ { "name": "go", "run": ["/bin/tell"] } ] } ] }
    """#
  /// A route with a fault, a file that does not parse, and one whose route has no name.
  static let faults = [
    PassTests.free.replacingOccurrences(of: "retry", with: "retrey"), "{ \"routes\": [",
    PassTests.free.replacingOccurrences(of: "deploy", with: "De ploy"),
  ]

  /// Routes an event while `deploy` cannot be used.
  static func routedMeanwhile(_ fault: String) throws -> (RunnerScenario, EventName) {
    let scenario = try RunnerScenario(routes: fault)
    try scenario.writeRoutes("b.json", other)
    let event = try scenario.receive(1)
    scenario.disk.syncEverything()
    try scenario.pass(scenario.disk.process("runner"))
    return (scenario, event)
  }

  @Test(arguments: faults)
  func anEventOfTheLastDayReachesItsMendedRouteOnce(fault: String) throws {
    let (scenario, event) = try Self.routedMeanwhile(fault)
    #expect(try scenario.tasks() == ["done/\(event.id).tell.1"])
    let before = try scenario.receive(2)
    let record = ScriptedHost.Record()
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(record.started.map(\.task.route.description) == ["tell"])
    try scenario.writeRoutes("a.json", PassTests.free)
    let after = try scenario.receive(3)
    for _ in 0..<2 { try scenario.pass(scenario.disk.process("runner"), record: record) }
    let events = [event, before, after]
    let expected = events.flatMap { ["done/\($0.id).deploy.1", "done/\($0.id).tell.1"] }
    #expect(try scenario.tasks().sorted() == expected.sorted())
    #expect(record.attempts.allSatisfy { $0 == 1 })
    #expect(record.started.count == 5)
    #expect(try !scenario.names("state").contains("owed"))
  }

  @Test func anOlderEventIsListedUntilItIsReprocessed() throws {
    let (scenario, event) = try Self.routedMeanwhile(Self.faults[0])
    scenario.clock.advance(milliseconds: 2 * 86_400_000)
    try scenario.writeRoutes("a.json", PassTests.free)
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    let route = try #require(SpoolWord("deploy"))
    let missed = OwedRoutes.Missed(route: route, events: [event], more: 0)
    #expect(try OwedRoutes.read(scenario.spool()).missed == [missed])
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(try OwedRoutes.read(scenario.spool()).missed == [missed])
    try scenario.leave(.reprocess(event.id))
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(record.started.map(\.task.route.description).sorted() == ["deploy", "tell"])
    #expect(try OwedRoutes.read(scenario.spool()).isEmpty)
  }

  /// The event came before the route had its fault: its task is there already.
  @Test func anEventThatTheRouteHasSeenIsNotRoutedToItAgain() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let seen = try scenario.receive(1)
    let record = try scenario.pass(scenario.disk.process("runner"))
    try scenario.writeRoutes("a.json", Self.faults[1])
    let owed = try scenario.receive(2)
    try scenario.pass(scenario.disk.process("runner"), record: record)
    try scenario.writeRoutes("a.json", PassTests.free)
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(record.events == [seen.id, owed.id])
  }

  @Test func theTasksOfAFileThatDoesNotParseWait() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    try scenario.writeRoutes("a.json", "{")
    scenario.clock.advance(milliseconds: 60_000)
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    #expect(try scenario.states() == ["deferred"])
  }

  /// Killed or cut at each call, while the fault is there and when it was mended.
  @Test(arguments: [FaultPlan.Death.before, .after], [false, true])
  func nothingOwedIsForgottenOrPaidTwiceWhereverAPassDies(
    death: FaultPlan.Death, isMended: Bool
  ) throws {
    for call in 0..<200 {
      var isOver = false
      for cut in [nil] + PassCrashTests.cuts.map(Optional.some) {
        isOver = try Self.crash(call, death, cut, isMended)
      }
      if isOver { return }
    }
    Issue.record("the pass has more calls than this test cuts")
  }

  private static func crash(
    _ call: Int, _ death: FaultPlan.Death, _ cut: PowerCut?, _ isMended: Bool
  ) throws -> Bool {
    let scenario = try RunnerScenario(routes: faults[1])
    try scenario.writeRoutes("b.json", other)
    let event = try scenario.receive(1)
    scenario.disk.syncEverything()
    let record = ScriptedHost.Record()
    if isMended {
      try scenario.pass(scenario.disk.process("first"), record: record)
      try scenario.writeRoutes("a.json", PassTests.free)
      scenario.disk.syncEverything()
    }
    let dying = scenario.disk.process(
      "dying", faults: FaultPlan(.call(call, .mutating), .dies(death)))
    _ = try? scenario.pass(dying, record: record)
    let isOver = !dying.isDead
    dying.kill()
    if let cut { scenario.disk.cutPower(cut) }
    record.forgetRunning()
    try scenario.writeRoutes("a.json", PassTests.free)
    for _ in 0..<3 {
      scenario.clock.advance(milliseconds: 120_000)
      try scenario.pass(scenario.disk.process("next"), record: record)
    }
    let place = "call \(call), \(death), \(String(describing: cut))"
    let expected = ["done/\(event.id).deploy.1", "done/\(event.id).tell.1"]
    #expect(try scenario.tasks().sorted() == expected, "\(place)")
    let attempts = record.started.map { "\($0.task) \($0.attempt)" }
    #expect(Set(attempts).count == attempts.count, "\(place): \(attempts)")
    return isOver
  }
}
