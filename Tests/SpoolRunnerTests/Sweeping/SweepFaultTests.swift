import Common
import TestSupport
import Testing

@testable import spool_runner

/// What cannot be swept keeps nothing else from being swept.
@Suite struct SweepFaultTests {
  private static func prepared() throws -> RunnerScenario {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try SweepTests.event(daysAgo: 100)
    try SweepTests.put(event, scenario)
    for state in ["done", "failed", "cancelled"] {
      let folder = "tasks/\(state)/\(SweepTests.dayName(100))"
      try SweepTests.folder(folder, scenario)
      try scenario.write("\(folder)/\(event.id).deploy.1", "")
    }
    try scenario.write("rejected/\(event.id).x.json", "")
    try scenario.write("journal/webhooks_\(SweepTests.dayName(100)).json", "")
    return scenario
  }

  private static func sweep(_ scenario: RunnerScenario, _ files: SimulatedProcess) {
    let spool = Spool(root: RunnerScenario.root, files: files)
    let journal = Journal(spool: spool, clock: scenario.clock, program: "spool-runner")
    var sweep = Sweep(
      spool: spool, date: scenario.clock.now(), journal: journal, keep: Retention())
    sweep.run()
  }

  private static func rest(_ scenario: RunnerScenario) throws -> Int {
    try scenario.tasks().count + scenario.routedEvents().count + scenario.names("rejected").count
      + scenario.names("journal").count { $0.contains(SweepTests.dayName(100)) }
  }

  @Test(arguments: [ErrorNumber.inputOutput, ErrorNumber.denied, ErrorNumber.noSpace])
  func aCallThatFailsLeavesOneEntryToTheNextSweep(code: Int32) throws {
    let counting = try Self.prepared()
    let files = counting.disk.process("counting")
    Self.sweep(counting, files)
    #expect(try Self.rest(counting) == 0)
    for call in 0..<files.calls(.every) {
      let scenario = try Self.prepared()
      let plan = FaultPlan(.call(call, .every), .fails(code, .goesOn))
      Self.sweep(scenario, scenario.disk.process("failing", faults: plan))
      #expect(try Self.rest(scenario) <= 2, "call \(call)")
      Self.sweep(scenario, scenario.disk.process("next"))
      #expect(try Self.rest(scenario) == 0, "call \(call)")
    }
  }

  @Test func aFolderAmongTheRejectedStopsNothing() throws {
    let scenario = try Self.prepared()
    let id = try SweepTests.event(daysAgo: 100).id
    for name in ["\(id).empty", "\(id).full"] {
      try SweepTests.folder("rejected/\(name)", scenario)
    }
    try scenario.write("rejected/\(id).full/note", "")
    try SweepTests.sweep(scenario)
    #expect(try scenario.names("rejected") == ["\(id).full"])
    #expect(try scenario.tasks().isEmpty)
  }

  @Test func aFullDiskIsSwept() throws {
    let scenario = try Self.prepared()
    scenario.disk.freeBytes = 0
    try SweepTests.sweep(scenario)
    #expect(try Self.rest(scenario) == 0)
  }
}
