import Common
import Testing
import TestSupport

@testable import spool_runner

struct SpoolStatusTests {
  private static let now = Moment(microseconds: 1_795_169_702_123_456)

  private func filled() throws -> ViewBench {
    let bench = try ViewBench()
    let event = ViewBench.event
    try bench.put("incoming/\(ViewBench.name("20261120T09", "push"))")
    try bench.put("incoming/\(ViewBench.name("20261120T10", "push"))")
    try bench.put("incoming/x.json.tmp")
    try bench.put("tasks/ready/\(event).a.1,0,0,-,-")
    try bench.put("tasks/claimed/\(event).b.1,1,0,-,-")
    try bench.put("tasks/deferred/\(event).c.1,1,1795169762123,-,-")
    try bench.put("tasks/deferred/\(event).d.1,1,1795169732123,0123456789abcdef,-")
    try bench.put("tasks/done/2026-11-19/\(event).e.1")
    try bench.put("tasks/done/2026-11-20/\(event).f.1")
    try bench.put("tasks/failed/2026-11-20/\(event).g.1")
    try bench.put("orders/\(event).json")
    try bench.put("rejected/x.json")
    try bench.put("rejected/x.json.reason")
    try bench.put("tmp/\(event)")
    return bench
  }

  @Test
  func everyStateIsCounted() throws {
    let bench = try filled()
    bench.disk.freeBytes = 5_000_000
    let status = try SpoolStatus(bench.spool, keptFree: 7, now: Self.now)
    #expect(status.incoming == 2)
    #expect(status.ready == 1)
    #expect(status.claimed == 1)
    #expect(status.deferred == 2)
    #expect(status.done?.map(\.day) == ["2026-11-19", "2026-11-20"])
    #expect(status.done?.map(\.count) == [1, 1])
    #expect(status.failed?.map(\.count) == [1])
    #expect(status.cancelled == [])
    #expect(status.orders == 1)
    #expect(status.rejected == 1)
    #expect(status.drafts == 1)
    #expect(status.refusedToday == 0)
    #expect(status.oldestIncoming?.text == "2026-11-20T09:00:00.000000Z")
    #expect(status.oldestReady == ViewBench.event.moment)
    #expect(status.nextDue == Moment(milliseconds: 1_795_169_732_123))
    #expect(status.freeBytes == 5_000_000)
    #expect(status.runner == .absent)
  }

  @Test
  func aTaskThatAPersonMovedIntoAStatesOwnFolderCountsAsOfToday() throws {
    let bench = try filled()
    try bench.put("tasks/failed/\(ViewBench.event).h.1,3,5,-,-")
    try bench.put("tasks/cancelled/\(ViewBench.event).i.1")
    let status = try SpoolStatus(bench.spool, keptFree: 0, now: Self.now)
    #expect(status.failed == [SpoolStatus.DayCount(day: "2026-11-20", count: 2)])
    #expect(status.cancelled == [SpoolStatus.DayCount(day: "2026-11-20", count: 1)])
  }

  @Test
  func whoeverHoldsTheLockIsAtWork() throws {
    let bench = try ViewBench()
    try bench.put("runner/lock")
    #expect(try RunnerPresence.look(at: bench.spool) == .absent)
    let runner = bench.disk.process("runner")
    let lock = try runner.open("/spool/runner/lock")
    #expect(try runner.lock(lock, waiting: false))
    #expect(try RunnerPresence.look(at: bench.spool) == .working)
    runner.close(lock)
    #expect(try RunnerPresence.look(at: bench.spool) == .absent)
  }

  @Test
  func whatThisUserMayNotSeeIsUnknownAndNotZero() throws {
    let bench = try filled()
    let status = try SpoolStatus(bench.stranger(), keptFree: 0, now: Self.now)
    #expect(status.incoming == nil)
    #expect(status.done == nil)
    #expect(status.refusedToday == nil)
  }

  @Test
  func aFailureIsNotTakenForAnEmptyFolder() throws {
    let bench = try filled()
    let calls = bench.files.calls(.every)
    _ = try SpoolStatus(bench.spool, keptFree: 0, now: Self.now)
    let needed = bench.files.calls(.every) - calls
    for number in 0..<needed {
      let plan = FaultPlan(.call(number, .every), .fails(ErrorNumber.inputOutput, .goesOn))
      let broken = bench.disk.process("broken", faults: plan)
      #expect(throws: SystemError.self) {
        try SpoolStatus(Spool(root: "/spool", files: broken), keptFree: 0, now: Self.now)
      }
    }
  }
}
