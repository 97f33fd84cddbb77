import Common
import TestSupport
import Testing

@testable import spool_runner

struct TaskSearchTests {
  private static let event = ViewBench.event

  static let places: [(path: String, state: TaskState, day: String?)] = [
    ("tasks/ready/TASK,0,0,-,-", .ready, nil),
    ("tasks/ready/TASK", .ready, nil),
    ("tasks/claimed/TASK,3,0,0123456789abcdef,-", .claimed, nil),
    ("tasks/deferred/TASK,1,1795169702123,-,-", .deferred, nil),
    ("tasks/done/2026-11-20/TASK", .done, "2026-11-20"),
    ("tasks/failed/2026-11-22/TASK", .failed, "2026-11-22"),
    ("tasks/cancelled/2026-11-21/TASK", .cancelled, "2026-11-21"),
    ("tasks/failed/TASK", .failed, nil),
    ("tasks/failed/TASK,2,5,-,-", .failed, nil),
  ]

  @Test(arguments: places)
  func aTaskIsFoundInEveryState(path: String, state: TaskState, day: String?) throws {
    let bench = try ViewBench()
    let task = ViewBench.task("\(Self.event).deploy.1")
    let parts = path.split(separator: "TASK", omittingEmptySubsequences: false)
    try bench.put("\(parts[0])\(task)\(parts[1])")
    try bench.put("tasks/done/2026-11-19/\(Self.event).other.1")
    try bench.put("tasks/ready/\(Self.event).deploy.10,0,0,-,-")
    let found = try #require(try TaskSearch(spool: bench.spool).find(task))
    #expect(found.task == task)
    #expect(found.state == state)
    #expect(found.day == day)
    #expect(found.path(in: bench.spool) == "/spool/\(parts[0])\(task)\(parts[1])")
  }

  @Test
  func aTaskThatIsNowhereIsNotFound() throws {
    let bench = try ViewBench()
    try bench.put("tasks/ready/\(Self.event).deploy.10,0,0,-,-")
    #expect(
      try TaskSearch(spool: bench.spool).find(ViewBench.task("\(Self.event).deploy.1")) == nil)
  }

  @Test
  func anEventHasItsTasksOfEveryStateAndNoOthers() throws {
    let bench = try ViewBench()
    try bench.put("tasks/done/2026-11-20/\(Self.event).b.1")
    try bench.put("tasks/failed/2026-11-21/\(Self.event).c.1")
    try bench.put("tasks/deferred/\(Self.event).a.1,1,5,-,-")
    try bench.put("tasks/ready/20261120T101502123456Z-9f3a6c01d2e4b58b.a.1,0,0,-,-")
    let found = try TaskSearch(spool: bench.spool).tasks(of: Self.event)
    #expect(found.map(\.task.route.description) == ["a", "b", "c"])
    #expect(found.map(\.state) == [.deferred, .done, .failed])
  }

  @Test
  func ofATaskSeenTwiceTheLaterPlaceCounts() throws {
    let bench = try ViewBench()
    try bench.put("tasks/claimed/\(Self.event).a.1,1,0,-,-")
    try bench.put("tasks/done/2026-11-20/\(Self.event).a.1")
    let found = try TaskSearch(spool: bench.spool).tasks(of: Self.event)
    #expect(found.map(\.state) == [.done])
  }
}
