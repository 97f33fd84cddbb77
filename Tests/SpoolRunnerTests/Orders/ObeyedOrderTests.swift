import Common
import TestSupport
import Testing

@testable import spool_runner

/// An order is obeyed once and then gone: left lying it would wake the runner for ever.
struct ObeyedOrderTests {
  private let scenario: RunnerScenario

  init() throws {
    scenario = try RunnerScenario(routes: PassTests.free)
  }

  @Test func aCancelledTaskIsCancelledAndItsOrderGone() throws {
    let task = try deferredTask()
    try leave(.cancel(task))
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks() == ["cancelled/\(task)"])
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test func anOrderForATaskThatIsGoneIsRemoved() throws {
    let task = try deferredTask()
    try scenario.disk.process("person").remove("/spool/tasks/\(scenario.tasks()[0])")
    for wish in [Order.Wish.cancel(task), .retry(task)] {
      try leave(wish)
      try scenario.pass(scenario.disk.process("runner"))
      #expect(try scenario.names("orders").isEmpty)
    }
  }

  @Test func theOrderForARunningTaskStaysUntilItsProgramEnded() throws {
    let event = try scenario.receive(1)
    let task = TaskID(event: event.id, route: try #require(SpoolWord("deploy")), run: "1")
    let disk = scenario.disk
    let order = try order(.cancel(task))
    let record = try scenario.pass(
      disk.process("runner"), script: { _, _ in nil },
      change: { host in
        host.meanwhile = { wait in
          guard wait == 1 else { return [] }
          try? Spool(root: RunnerScenario.root, files: disk.process("person")).leave(order)
          return [.spoolChanged]
        }
      })
    #expect(record.told == 1)
    #expect(try scenario.tasks() == ["cancelled/\(task)"])
    #expect(try scenario.names("orders").isEmpty)
  }

  @Test func whatIsNoOrderIsRejectedWithAReasonHoweverLongItsName() throws {
    let name = String(repeating: "x", count: 250) + ".json"
    let files = scenario.disk.process("person")
    files.close(try files.create("/spool/orders/\(name)", permissions: 0o660))
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("orders").isEmpty)
    let rejected = try scenario.names("rejected")
    #expect(rejected.count == 2)
    #expect(rejected.allSatisfy { $0.utf8.count <= 255 })
    let reason = try #require(rejected.first { $0.hasSuffix(".reason") })
    let text = try files.contents("/spool/rejected/\(reason)", limit: 100)
    #expect(text == Array("it is not an order\n".utf8))
  }

  private func deferredTask() throws -> TaskID {
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"), script: { _, _ in .exited(1) })
    return TaskID(event: event.id, route: try #require(SpoolWord("deploy")), run: "1")
  }

  private func order(_ wish: Order.Wish) throws -> Order {
    Order(id: EventID(at: scenario.clock.now(), random: 77), wish: wish)
  }

  private func leave(_ wish: Order.Wish) throws {
    let files = scenario.disk.process("person")
    try Spool(root: RunnerScenario.root, files: files).leave(try order(wish))
  }
}
