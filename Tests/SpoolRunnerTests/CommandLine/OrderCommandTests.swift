import Common
import Testing
import TestSupport

@testable import spool_runner

struct OrderCommandTests {
  private let bench: CommandBench
  private let task = ViewBench.task("\(ViewBench.event).deploy.1")

  init() throws {
    bench = try CommandBench()
  }

  @Test
  func anOrderIsLeftDurablyAndWhoObeysIsSaid() throws {
    try bench.view.put("tasks/failed/2026-11-20/\(task)")
    bench.view.disk.syncEverything()
    #expect(bench.run(.order([.retry(task)], .no)) == .done)
    #expect(bench.out.first == "ordered: retry \(task)\n")
    #expect(bench.out.last?.contains("spool-runner run") == true)
    let after = bench.view.disk.afterPowerCut(.nothingUnsynced).process("after")
    let name = try #require(try after.names(in: "/spool/orders").first)
    let id = try #require(EventID(name.dropLast(5)))
    let bytes = try #require(try after.contents("/spool/orders/\(name)", limit: 4096))
    #expect(Order(id: id, bytes: bytes)?.wish == .retry(task))
  }

  @Test
  func aRunnerAtWorkIsNamed() throws {
    try bench.view.put("runner/lock")
    let runner = bench.view.disk.process("runner")
    _ = try runner.lock(try runner.open("/spool/runner/lock"), waiting: false)
    #expect(bench.run(.order([.sweep], .no)) == .done)
    #expect(bench.out.last == "a runner is at work and will obey\n")
  }

  static let refused: [(file: String?, wish: Order.Wish, why: String)] = {
    let task = ViewBench.task("\(ViewBench.event).deploy.1")
    let event = ViewBench.event
    return [
      (nil, .retry(task), "no task \(task) in /spool"),
      (nil, .cancel(task), "no task \(task) in /spool"),
      ("tasks/done/2026-11-20/\(task)", .retry(task), "is done"),
      ("tasks/claimed/\(task),1,0,-,-", .retry(task), "is running now"),
      ("tasks/failed/2026-11-20/\(task)", .cancel(task), "has ended already (failed)"),
      ("tasks/done/2026-11-20/\(task)", .retryEvent(event), "has no failed task"),
      (nil, .reprocess(event), "no event \(event) in /spool"),
      ("incoming/\(event).github.push.json", .reprocess(event), "is not routed yet"),
    ]
  }()

  @Test(arguments: refused)
  func whatCannotBeObeyedIsNotOrdered(file: String?, wish: Order.Wish, why: String) throws {
    if let file { try bench.view.put(file) }
    #expect(bench.run(.order([.sweep, wish], .no)) == .failed)
    #expect(bench.err.count == 1)
    #expect(bench.err.first?.contains(why) == true)
    #expect(bench.err.first?.hasSuffix("; nothing was ordered") == true)
    #expect(try bench.names(.orders).isEmpty)
  }

  static let accepted: [(file: String, wish: Order.Wish)] = {
    let task = ViewBench.task("\(ViewBench.event).deploy.1")
    return [
      ("tasks/ready/\(task),0,0,-,-", .retry(task)),
      ("tasks/deferred/\(task),1,5,-,-", .retry(task)),
      ("tasks/cancelled/2026-11-20/\(task)", .retry(task)),
      ("tasks/claimed/\(task),1,0,-,-", .cancel(task)),
      ("tasks/deferred/\(task),1,5,-,-", .cancel(task)),
      ("tasks/failed/2026-11-20/\(task)", .retryEvent(task.event)),
      ("events/2026-11-20/10/\(task.event).github.push.json", .reprocess(task.event)),
    ]
  }()

  @Test(arguments: accepted)
  func whatCanBeObeyedIsOrdered(file: String, wish: Order.Wish) throws {
    try bench.view.put(file)
    #expect(bench.run(.order([wish], .no)) == .done)
    #expect(try bench.names(.orders).count == 1)
  }

  @Test
  func waitingEndsWhenTheRunnerHasObeyed() throws {
    let runner = bench.view.disk.process("runner")
    let context = bench.context {
      for name in (try? runner.names(in: "/spool/orders")) ?? [] {
        try? runner.remove("/spool/orders/\(name)")
      }
    }
    let waiting = OrderWaiting.upTo(milliseconds: 60_000)
    #expect(Command.order([.sweep], waiting).run(in: context) == .done)
    #expect(bench.out == ["ordered: sweep\n", "obeyed: sweep\n"])
    #expect(bench.clock.uptime() < 1000)
  }

  @Test
  func waitingEndsInTimeAndTheOrderStays() throws {
    #expect(bench.run(.order([.sweep], .upTo(milliseconds: 5000))) == .tryLater)
    #expect(bench.err == ["not obeyed yet: sweep"])
    #expect(bench.clock.uptime() == 5000)
    #expect(try bench.names(.orders).count == 1)
  }

  @Test
  func aSpoolThatIsNotThereIsForLater() throws {
    let empty = SimulatedDisk().process("empty")
    #expect(bench.run(.order([.sweep], .no), files: empty) == .tryLater)
    #expect(bench.err.count == 1)
  }
}
