import Common
import TestSupport
import Testing

@testable import spool_runner

/// A person can give a file any name: the largest due time, the latest year, the most attempts.
@Suite struct ExtremeNameTests {
  private static let latest = "99991231T235959999999Z-0000000000000001"

  private func scenario() throws -> RunnerScenario {
    let scenario = try RunnerScenario(routes: PassTests.free)
    for suffix in [",0,\(Int64.max),-,-", ",1,253402300800000,0123456789abcdef,-"] {
      try scenario.write("tasks/deferred/\(Self.latest).deploy.\(suffix.count)\(suffix)", "")
    }
    let line = #"{"attempt":9223372036854775807,"ended":"x","outcome":"rejected","to":"failed"}"#
    try scenario.write("tasks/ready/\(Self.latest).deploy.1", line + "\n")
    try scenario.write("tasks/ready/\(Self.latest).deploy.2,1000000,0,-,-", "")
    return scenario
  }

  @Test func aPassTakesThemAsTheyAre() throws {
    let scenario = try scenario()
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("tasks/deferred").count == 2)
  }

  @Test func listsAndStatusShowThem() throws {
    let scenario = try scenario()
    let now = scenario.clock.now()
    let found = try TaskSelection(
      spool: scenario.spool(), query: ListQuery(subject: .tasks)
    ).newest()
    #expect(found.count == 4)
    for row in found {
      #expect(row.row(now: now).count == TaskSelection.Found.titles.count)
      var writer = JSONWriter()
      row.write(to: &writer)
    }
    let status = try SpoolStatus(scenario.spool(), keptFree: 0, now: now)
    #expect(StatusText(status: status, now: now).text.contains("next due in"))
    for entry in found.map(\.entry) {
      let details = try #require(try TaskDetails(entry, in: scenario.spool()))
      #expect(!TaskText(details: details, event: nil, now: now).text.isEmpty)
    }
  }
}
