import Common
import TestSupport
import Testing

@testable import spool_runner

@Suite struct SweepTests {
  static let day: Int64 = 86_400_000

  static func event(daysAgo: Int64, _ number: UInt64 = 1) throws -> EventName {
    let id = EventID(at: RunnerScenario.begin.adding(milliseconds: -daysAgo * day), random: number)
    return try #require(EventName("\(id).github.push.json"))
  }

  static func dayName(_ daysAgo: Int64) -> String {
    RunnerScenario.begin.adding(milliseconds: -daysAgo * day).day
  }

  static func sweep(_ scenario: RunnerScenario) throws {
    var sweep = try scenario.workplace(scenario.disk.process("runner"))
      .sweep(as: scenario.clock.now())
    sweep.run()
  }

  static func folder(_ path: String, _ scenario: RunnerScenario) throws {
    try scenario.disk.process("setup").makeFolderIfMissing(
      "\(RunnerScenario.root)/\(path)", permissions: 0o755)
  }

  static func put(_ event: EventName, _ scenario: RunnerScenario) throws {
    try folder("events/\(event.id.day)", scenario)
    try folder("events/\(event.id.day)/\(event.id.hour)", scenario)
    try scenario.write("events/\(event.id.day)/\(event.id.hour)/\(event)", "{}")
  }

  static let kept: [(state: String, days: Int64)] = [("done", 7), ("cancelled", 7), ("failed", 90)]

  /// The day in the name counts, and the last kept day is kept whole.
  @Test(arguments: kept)
  func endedTasksGoWithTheirDay(row: (state: String, days: Int64)) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = "\(try Self.event(daysAgo: 100).id).deploy.1"
    for days in [0, row.days, row.days + 1, row.days + 2] {
      try Self.folder("tasks/\(row.state)/\(Self.dayName(days))", scenario)
      try scenario.write("tasks/\(row.state)/\(Self.dayName(days))/\(task)", "")
    }
    try Self.sweep(scenario)
    #expect(try scenario.names("tasks/\(row.state)") == [Self.dayName(row.days), Self.dayName(0)])
    #expect(try scenario.tasks().count == 2)
  }

  static let holders: [(task: String, isHeld: Bool)] = [
    ("ready/T,0,0,-,-", true), ("ready/T", true), ("claimed/T,1,0,-,-", true),
    ("deferred/T,1,9,-,-", true), ("failed/D/T", true), ("done/D/T", false),
    ("cancelled/D/T", false),
  ]

  @Test(arguments: holders)
  func anEventStaysWhileATaskNeedsIt(row: (task: String, isHeld: Bool)) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try Self.event(daysAgo: 50)
    let free = try Self.event(daysAgo: 50, 2)
    let young = try Self.event(daysAgo: 7, 3)
    for name in [event, free, young] { try Self.put(name, scenario) }
    let name = row.task.split(separator: "T", omittingEmptySubsequences: false)
    var path = "tasks/\(name[0])\(event.id).deploy.1\(name[1])"
    if let range = path.firstRange(of: "/D/") {
      path.replaceSubrange(range, with: "/\(Self.dayName(0))/")
      try Self.folder(String(path[..<range.lowerBound]) + "/\(Self.dayName(0))", scenario)
    }
    try scenario.write(path, "")
    try Self.sweep(scenario)
    #expect(try scenario.routedEvents() == (row.isHeld ? [event, young] : [young]))
  }

  @Test func ledgerEntriesGoWithTheirMarks() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let source = try #require(SpoolWord("github"))
    let ledger = scenario.spool("setup").ledger
    let old = DeliveryKey(source: source, delivery: "old")
    let young = DeliveryKey(source: source, delivery: "young")
    for (key, days) in [(old, Int64(31)), (young, 30)] {
      _ = try ledger.record(try Self.event(daysAgo: days), for: key)
      try ledger.markFailed(key)
    }
    try Self.sweep(scenario)
    #expect(try ledger.find(old) == nil)
    #expect(try !ledger.isFailed(old))
    #expect(try ledger.find(young) != nil)
    #expect(try ledger.isFailed(young))
  }

  @Test func journalAndRejectedGoByTheDayInTheName() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    for days in [Int64(30), 31] {
      try scenario.write("journal/webhooks_\(Self.dayName(days)).json", "")
      try scenario.write("journal/refused_\(Self.dayName(days)).json", "")
      let id = try Self.event(daysAgo: days).id
      try scenario.write("rejected/\(id).x.json", "")
      try scenario.write("rejected/\(id).x.json.reason", "")
    }
    for name in ["rejected/mine.txt", "journal/mine.txt"] { try scenario.write(name, "") }
    try Self.sweep(scenario)
    let id = try Self.event(daysAgo: 30).id
    #expect(try scenario.names("rejected") == ["\(id).x.json", "\(id).x.json.reason", "mine.txt"])
    #expect(
      try scenario.names("journal") == [
        "mine.txt", "refused_\(Self.dayName(30)).json", "webhooks_\(Self.dayName(30)).json",
        "webhooks_\(Self.dayName(0)).json",
      ])
  }

  @Test func waitingTasksAreNeverSwept() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let task = "\(try Self.event(daysAgo: 900).id).deploy.1"
    let names = ["ready/\(task),0,0,-,-", "claimed/\(task),1,0,-,-", "deferred/\(task),1,9,-,-"]
    for name in names { try scenario.write("tasks/\(name)", "") }
    try Self.sweep(scenario)
    #expect(try scenario.tasks() == names)
  }

  /// A person may put anything anywhere: it is left alone and stops nothing.
  @Test func whatIsNotOursIsSteppedOver() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try Self.event(daysAgo: 50)
    try Self.put(event, scenario)
    for stray in ["events/\(event.id.day)/note", "deliveries/note", "tasks/done/note"] {
      try scenario.write(stray, "mine")
    }
    try scenario.disk.process("person").makeFolder(
      "\(RunnerScenario.root)/events/\(event.id.day)/\(event.id.hour)/folder", permissions: 0o755)
    try Self.sweep(scenario)
    #expect(try scenario.routedEvents().isEmpty)
    #expect(try scenario.names("events/\(event.id.day)").contains("note"))
    #expect(try scenario.names("deliveries").contains("note"))
  }
}
