import Common
import Testing
import TestSupport

@testable import spool_runner

struct EventWalkTests {
  private let bench: ViewBench

  init() throws {
    bench = try ViewBench()
    try bench.put(routed: ViewBench.name("20261118T23", "old"))
    try bench.put(routed: ViewBench.name("20261120T09", "push"))
    try bench.put(routed: ViewBench.name("20261120T10", "push", source: "gitea"))
    try bench.put(routed: ViewBench.name("20261120T1030", "issues"))
    try bench.put("incoming/\(ViewBench.name("20261120T1010", "waits"))")
    try bench.put("incoming/by-hand.json")
    try bench.put("incoming/.20261120T100000000000Z-0000000000000000.drop")
    try bench.put("incoming/half.json.part")
  }

  private func walk(_ spool: Spool, _ query: ListQuery, limit: Int = .max) throws -> [String] {
    var walk = try EventWalk(spool, where: query.wants)
    var found: [String] = []
    while found.count < limit, let entry = try walk.next() {
      found.append(entry.name?.eventType ?? entry.file)
    }
    return found
  }

  @Test
  func eventsComeNewestFirstAndDropsBeforeThem() throws {
    let found = try walk(bench.spool, ListQuery())
    #expect(found == ["by-hand.json", "issues", "waits", "push", "push", "old"])
  }

  static let filters: [(query: ListQuery, found: [String])] = [
    (ListQuery(source: ViewBench.word("gitea")), ["push"]),
    (ListQuery(event: "push"), ["push", "push"]),
    (ListQuery(eventState: .incoming), ["by-hand.json", "waits"]),
    (ListQuery(eventState: .routed), ["issues", "push", "push", "old"]),
    (ListQuery(event: "nothing"), []),
  ]

  @Test(arguments: filters)
  func aFilterIsAnsweredByNames(query: ListQuery, found: [String]) throws {
    #expect(try walk(bench.spool, query) == found)
  }

  @Test
  func olderFoldersAreNotReadUntilTheyAreNeeded() throws {
    try bench.disk.change("/spool/incoming", permissions: 0o777)
    for path in ["/spool/events", "/spool/events/2026-11-20", "/spool/events/2026-11-20/10"] {
      try bench.disk.change(path, permissions: 0o755)
    }
    let stranger = bench.stranger()
    #expect(try walk(stranger, ListQuery(), limit: 4).last == "push")
    #expect(throws: SystemError.self) { try walk(stranger, ListQuery(), limit: 5) }
  }

  @Test
  func aSpoolWithoutFoldersIsEmpty() throws {
    try bench.files.makeFolder("/new", permissions: 0o755)
    #expect(try walk(Spool(root: "/new", files: bench.files), ListQuery()).isEmpty)
  }
}
