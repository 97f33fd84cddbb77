import Common
import Synchronization
import TestSupport
import Testing

@testable import spool_runner

/// A configuration with a fault must not make the path unit start a run every second.
struct RestAfterFaultTests {
  private final class Pauses: Sendable {
    let count = Mutex(0)
  }

  /// Runs with a folder of routes that is not there, which `mend` may make; how many seconds passed.
  private func seconds(
    isUnit: Bool, hasEvent: Bool = true, mend: @escaping @Sendable (Int, CommandBench) -> Void
  ) throws -> Int64 {
    let bench = try CommandBench()
    if hasEvent {
      let event = try bench.view.files.create("/spool/incoming/x.json", permissions: 0o640)
      bench.view.files.close(event)
    }
    let pauses = Pauses()
    var context = bench.context {
      mend(
        pauses.count.withLock {
          $0 += 1
          return $0
        }, bench)
    }
    context.routes = "/nowhere"
    let began = bench.clock.uptime()
    let run = RunCommand(options: RunOptions(wait: isUnit, jobs: 1), context: context)
    #expect(run.run() == .configuration)
    return (bench.clock.uptime() - began) / 1000
  }

  @Test func theUnitsRunRestsForHalfAMinute() throws {
    #expect(try seconds(isUnit: true) { _, _ in } == 30)
  }

  @Test func itEndsWithinASecondOfBeingMended() throws {
    let waited = try seconds(isUnit: true) { pause, bench in
      if pause == 3 { try? bench.view.files.makeFolder("/nowhere", permissions: 0o755) }
    }
    #expect(waited == 3)
  }

  @Test func aPersonsRunEndsAtOnce() throws {
    #expect(try seconds(isUnit: false) { _, _ in } == 1)
    #expect(try seconds(isUnit: true, hasEvent: false) { _, _ in } == 0)
  }
}
