import Common
import Synchronization
import TestSupport
import Testing

@testable import spool_runner

/// Routing, obeying and starting take turns: none of them waits for all of another.
@Suite struct TurnTests {
  @Test func programsStartWhileEventsAreStillRouted() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let count = 2 * PassOptions.portion + 10
    for number in 1...count { try scenario.receive(UInt64(number)) }
    let starts = Mutex<[Int]>([])
    let record = try scenario.pass(scenario.disk.process("runner"), jobs: 4) { _, _ in
      let left = (try? scenario.names("incoming").count) ?? 0
      starts.withLock { $0.append(left) }
      return .exited(0)
    }
    #expect(starts.withLock { $0.first } == count - PassOptions.portion)
    #expect(record.started.count == count)
    #expect(try scenario.names("incoming").isEmpty)
  }

  /// An event that arrives while the rest is routed is not forgotten.
  @Test func whatArrivesMeanwhileIsRoutedToo() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let count = PassOptions.portion + 10
    for number in 1...count { try scenario.receive(UInt64(number)) }
    let record = try scenario.pass(
      scenario.disk.process("runner"), jobs: 4,
      change: { host in
        host.meanwhile = { wait in
          guard wait == 1, (try? scenario.receive(9999)) != nil else { return [] }
          return [.spoolChanged]
        }
      })
    #expect(record.started.count == count + 1)
  }

  @Test func programsStartWhileOrdersAreStillObeyed() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let count = PassOptions.orderPortion + 10
    for number in 1...count { try scenario.receive(UInt64(number)) }
    try scenario.pass(scenario.disk.process("runner"), jobs: 64) { _, _ in .exited(100) }
    for (number, task) in try scenario.tasks().enumerated() {
      let task = try #require(TaskID(String(task.dropFirst("failed/".count))))
      try scenario.leave(.retry(task), number: UInt64(number))
    }
    let starts = Mutex<[Int]>([])
    let record = try scenario.pass(scenario.disk.process("runner"), jobs: 4) { _, _ in
      let left = (try? scenario.names("orders").count) ?? 0
      starts.withLock { $0.append(left) }
      return .exited(0)
    }
    #expect(starts.withLock { $0.first } == count - PassOptions.orderPortion)
    #expect(try scenario.names("orders").isEmpty)
    #expect(record.started.count == count)
  }

  /// The folders are not listed for each order: as many orders as a portion cost one look.
  @Test func aPortionOfOrdersIsObeyedWithOneLookAtTheFolders() throws {
    func listings(orders count: Int) throws -> Int {
      let scenario = try RunnerScenario(routes: PassTests.free)
      for number in 1...count { try scenario.receive(UInt64(number)) }
      try scenario.pass(scenario.disk.process("runner"), jobs: 64) { _, _ in .exited(100) }
      for (number, task) in try scenario.tasks().enumerated() {
        let task = try #require(TaskID(String(task.dropFirst("failed/".count))))
        try scenario.leave(.retry(task), number: UInt64(number))
      }
      let files = scenario.disk.process("runner")
      var pass = Pass(
        try scenario.workplace(files), PassOptions(jobs: 1), ScriptedHost(files, scenario.clock))
      try pass.recover()
      let before = files.listings
      try pass.obeyOrders()
      return files.listings - before
    }
    #expect(try listings(orders: 3) == listings(orders: PassOptions.orderPortion))
  }
}
