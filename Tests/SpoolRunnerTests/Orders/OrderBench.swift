import Common
import TestSupport

@testable import spool_runner

extension RunnerScenario {
  /// Leaves an order as an operator does.
  @discardableResult
  func leave(_ wish: Order.Wish, number: UInt64 = 0xAB) throws -> Order {
    let order = Order(id: EventID(at: clock.now(), random: number), wish: wish)
    try spool("operator").leave(order)
    return order
  }

  func spool(_ process: String = "looking") -> Spool {
    Spool(root: Self.root, files: disk.process(process))
  }

  /// The first task of an event.
  func task(_ event: EventName, _ route: String = "deploy") throws -> TaskID {
    guard let task = TaskID("\(event.id).\(route).1") else { throw Missing() }
    return task
  }

  /// The names of the folders in which the tasks are.
  func states() throws -> [String] {
    try tasks().map { String($0.prefix { $0 != "/" }) }
  }

  /// Writes a file without any process being counted.
  func write(_ path: String, _ text: String) throws {
    let files = disk.process("setup")
    let file = try files.create("\(Self.root)/\(path)", permissions: 0o640)
    try files.write(Array(text.utf8), to: file)
    files.close(file)
  }
}
