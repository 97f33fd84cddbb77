import Common
import TestSupport
import Testing

@testable import spool_runner

/// A clock that is wrong for a while deletes nothing and holds up nothing.
@Suite struct WrongClockTests {
  static let hour: Int64 = 3_600_000
  static let day: Int64 = 24 * hour

  let scenario: RunnerScenario
  let now = RunnerScenario.begin

  init() throws {
    scenario = try RunnerScenario(routes: PassTests.free)
  }

  private func boot(_ name: String, up: Int64) -> BootTime {
    BootTime(boot: name, milliseconds: up)
  }

  private func sweep(_ time: BootTime) throws {
    DailySweep(workplace: try scenario.workplace(scenario.disk.process("runner"))).runIfDue(time)
  }

  private func record(_ date: Moment, _ time: BootTime) throws {
    try SweepRecord(date: date, when: time).write(scenario.spool("setup"))
  }

  @Test func theFirstSweepOfASpoolOnlyNotesTheDate() throws {
    try SweepTests.put(try SweepTests.event(daysAgo: 50), scenario)
    try sweep(boot("a", up: 0))
    #expect(try scenario.routedEvents().count == 1)
    try sweep(boot("a", up: 20 * Self.hour - 1))
    #expect(try scenario.routedEvents().count == 1)
    try sweep(boot("a", up: 20 * Self.hour))
    #expect(try scenario.routedEvents().isEmpty)
  }

  @Test func aClockAYearAheadForOnePassDeletesNothing() throws {
    try record(now, boot("a", up: 0))
    for daysAgo in [Int64(1), 28] {
      try SweepTests.put(try SweepTests.event(daysAgo: daysAgo), scenario)
    }
    try SweepTests.folder("tasks/failed/\(SweepTests.dayName(10))", scenario)
    try scenario.write(
      "tasks/failed/\(SweepTests.dayName(10))/\(try SweepTests.event(daysAgo: 28).id).deploy.1", "")
    scenario.clock.set(now.adding(milliseconds: 365 * Self.day))
    try sweep(boot("a", up: 20 * Self.hour))
    #expect(try scenario.routedEvents().count == 2)
    #expect(try scenario.tasks().count == 1)
    scenario.clock.set(now.adding(milliseconds: Self.day))
    try sweep(boot("a", up: 40 * Self.hour))
    #expect(try scenario.routedEvents().count == 2)
    let last = try #require(SweepRecord.read(scenario.spool()))
    #expect(last.date.day == now.adding(milliseconds: Self.day).day)
  }

  @Test func afterSixtyDaysOffTheDateFollowsTwoDaysASweep() throws {
    try record(now, boot("a", up: 0))
    let later = now.adding(milliseconds: 60 * Self.day)
    scenario.clock.set(later)
    for step in Int64(1)...40 {
      try sweep(boot("b", up: Self.hour + step * 20 * Self.hour))
      let date = try #require(SweepRecord.read(scenario.spool())).date
      #expect(date.day == min(now.adding(milliseconds: step * 2 * Self.day), later).day)
    }
  }

  @Test func inANewBootNothingIsSweptBeforeTheClockCouldBeSet() throws {
    try record(now, boot("a", up: 900 * Self.hour))
    try SweepTests.put(try SweepTests.event(daysAgo: 50), scenario)
    try sweep(boot("b", up: Self.hour - 1))
    #expect(try scenario.routedEvents().count == 1)
    try sweep(boot("b", up: Self.hour))
    #expect(try scenario.routedEvents().isEmpty)
  }

  @Test func anEventOfTheFutureChangesNoDate() throws {
    try record(now, boot("a", up: 0))
    let future = try SweepTests.event(daysAgo: -30_000)
    let young = try SweepTests.event(daysAgo: 3)
    for event in [future, young] { try SweepTests.put(event, scenario) }
    try sweep(boot("a", up: 20 * Self.hour))
    #expect(try Set(scenario.routedEvents()) == [future, young])
  }

  @Test func aSweepThatIsOrderedBelievesTheClockNoMore() throws {
    try record(now, boot("a", up: 0))
    try SweepTests.put(try SweepTests.event(daysAgo: 1), scenario)
    scenario.clock.set(now.adding(milliseconds: 365 * Self.day))
    _ = try scenario.leave(.sweep)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.routedEvents().count == 1)
  }

  /// A retry was deferred while the clock was ten years ahead.
  @Test func aDueTimeNoRouteWouldSetIsBroughtBackOnce() throws {
    let task = try scenario.task(try scenario.receive(1))
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    let name = try #require(try scenario.names("tasks/deferred").first)
    let far = TaskName(task: task, attempts: 1, due: 2_110_000_000_000)
    let files = scenario.disk.process("setup")
    let folder = "\(RunnerScenario.root)/tasks/deferred"
    try files.rename("\(folder)/\(name)", to: "\(folder)/\(far)")
    try scenario.pass(scenario.disk.process("next"))
    let sooner = try #require(TaskName(try scenario.names("tasks/deferred")[0]))
    let rest = sooner.due - scenario.clock.now().milliseconds
    #expect(rest > 0 && rest <= 10_000)
    try scenario.pass(scenario.disk.process("again"))
    #expect(try scenario.names("tasks/deferred") == ["\(sooner)"])
    scenario.clock.advance(milliseconds: 10_000)
    try scenario.pass(scenario.disk.process("later"))
    #expect(try scenario.states() == ["done"])
  }

  @Test func aDueTimeWithinADayIsARoutesOwn() throws {
    let task = try scenario.task(try scenario.receive(1))
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(1) }
    let name = try #require(try scenario.names("tasks/deferred").first)
    let far = TaskName(
      task: task, attempts: 1, due: scenario.clock.now().milliseconds + Self.day - 60_000)
    let folder = "\(RunnerScenario.root)/tasks/deferred"
    try scenario.disk.process("setup").rename("\(folder)/\(name)", to: "\(folder)/\(far)")
    try scenario.pass(scenario.disk.process("next"))
    #expect(try scenario.names("tasks/deferred") == ["\(far)"])
  }
}
