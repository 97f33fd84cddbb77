import Common
import TestSupport
import Testing

@testable import spool_runner

struct RejectedEntryTests {
  @Test
  func rejectedFilesComeWithTheirReasonsNewestFirst() throws {
    let bench = try ViewBench()
    try bench.put("rejected/a.json")
    try bench.put("rejected/a.json.reason", "not JSON: line 1\nmore\n")
    bench.disk.time = bench.disk.time.adding(milliseconds: 60_000)
    try bench.put("rejected/b.json")
    let found = try RejectedEntry.newest(in: bench.spool, limit: 9)
    #expect(found.map(\.file) == ["b.json", "a.json"])
    #expect(found.map(\.reason) == [nil, "not JSON: line 1"])
    #expect(try RejectedEntry.newest(in: bench.spool, limit: 1).map(\.file) == ["b.json"])
  }
}
