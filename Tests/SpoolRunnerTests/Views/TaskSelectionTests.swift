import Common
import TestSupport
import Testing

@testable import spool_runner

struct TaskSelectionTests {
  private let bench: ViewBench

  init() throws {
    bench = try ViewBench()
    let old = ViewBench.name("20261118T10", "push")
    let young = ViewBench.name("20261120T10", "push", source: "gitea")
    let gone = ViewBench.name("20261119T10", "push")
    try bench.put(routed: old)
    try bench.put(routed: young)
    // The old one ended on the younger day.
    try bench.put("tasks/done/2026-11-20/\(old.id).a.1")
    try bench.put("tasks/done/2026-11-19/\(gone.id).b.1")
    try bench.put("tasks/failed/2026-11-20/\(young.id).c.1")
    try bench.put("tasks/deferred/\(young.id).a.1,1,5,-,-")
    try bench.put("tasks/ready/not-a-task")
  }

  private func routes(_ query: ListQuery) throws -> [String] {
    try TaskSelection(spool: bench.spool, query: query).newest()
      .map { "\($0.entry.task.route) \($0.entry.task.event.day.suffix(2))" }
  }

  static let queries: [(query: ListQuery, found: [String])] = [
    (ListQuery(), ["c 20", "a 20", "b 19", "a 18"]),
    (ListQuery(limit: 2), ["c 20", "a 20"]),
    (ListQuery(taskState: .done), ["b 19", "a 18"]),
    (ListQuery(taskState: .done, limit: 1), ["b 19"]),
    (ListQuery(route: ViewBench.word("a")), ["a 20", "a 18"]),
    (ListQuery(source: ViewBench.word("gitea")), ["c 20", "a 20"]),
    (ListQuery(taskState: .deferred, event: "push"), ["a 20"]),
    (ListQuery(event: "issues"), []),
  ]

  @Test(arguments: queries)
  func tasksComeNewestFirstByTheirEvents(query: ListQuery, found: [String]) throws {
    #expect(try routes(query) == found)
  }

  @Test
  func anEventThatIsGoneLeavesItsTaskInTheList() throws {
    let found = try TaskSelection(
      spool: bench.spool, query: ListQuery(route: ViewBench.word("b"))
    ).newest()
    #expect(found.map(\.event) == [nil])
  }
}
