import Common
import Foundation
import TestSupport
import Testing

@testable import spool_runner

/// What waits while a route has a fault, and what does not.
@Suite struct FaultyRouteTests {
  /// The key is read out of the event by the mended route, so it holds for retried tasks too.
  @Test func tasksRetriedWhileTheirRouteHasAFaultKeepTheirKey() throws {
    let scenario = try RunnerScenario(routes: PassTests.route)
    var tasks: [TaskID] = []
    for number in UInt64(1)...2 {
      scenario.clock.advance(milliseconds: 10)
      tasks.append(try scenario.task(scenario.receive(number)))
    }
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(100) }
    let faulty = PassTests.route.replacingOccurrences(of: "retry", with: "retrey")
    try scenario.writeRoutes("a.json", faulty)
    for (number, task) in tasks.enumerated() {
      try scenario.leave(.retry(task), number: UInt64(number))
    }
    let record = try scenario.pass(scenario.disk.process("runner"))
    #expect(record.started.isEmpty)
    #expect(try scenario.tasks() == tasks.map { "ready/\($0)" })
    try scenario.pass(scenario.disk.process("runner"), record: record)
    #expect(try scenario.tasks() == tasks.map { "ready/\($0)" })
    try scenario.writeRoutes("a.json", PassTests.route)
    try scenario.pass(scenario.disk.process("runner"), jobs: 2, record: record)
    #expect(record.mostAtOnce == 1)
    #expect(try scenario.tasks() == tasks.map { "done/\($0)" })
  }

  /// It was mended, retried and cancelled while nothing was known of its key.
  @Test func aTaskOfAFaultyRouteCanBeCancelled() throws {
    let scenario = try RunnerScenario(routes: PassTests.route)
    let task = try scenario.task(scenario.receive(1))
    try scenario.pass(scenario.disk.process("runner")) { _, _ in .exited(100) }
    try scenario.writeRoutes(
      "a.json", PassTests.route.replacingOccurrences(of: "retry", with: "retrey"))
    try scenario.leave(.retry(task), number: 1)
    try scenario.leave(.cancel(task), number: 2)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks() == ["cancelled/\(task)"])
  }
}
