import Common
import TestSupport
import Testing

@testable import spool_runner

/// Random steps on the queue and on a slow model of it: both hand out the same tasks.
@Suite struct TaskQueuePropertyTests {
  private struct Walk {
    var random: SplitMix
    var queue = TaskQueue()
    var model = SlowTaskQueue()
    var waiting: [TaskName] = []
    var claimed: [TaskName] = []
    var ended: [TaskName] = []
    var now: Int64 = 0
    var number: UInt64 = 0

    init(seed: UInt64) throws {
      random = SplitMix(seed: seed)
      var found: [TaskName] = []
      for _ in 0..<Int.random(in: 0...12, using: &random) { found.append(try newName()) }
      queue = TaskQueue(
        found.filter { $0.key == nil }.map(TaskQueueTests.waiting),
        keyed: found.filter { $0.key != nil }.map { (TaskQueueTests.waiting($0), $0) })
      for name in found { model.add(name) }
      waiting = found
      // Of one key only one can be claimed.
      let claim = try newName()
      queue.enterClaimed(claim)
      model.enterClaimed(claim)
      claimed.append(claim)
    }

    mutating func newName() throws -> TaskName {
      number += 1
      let id = EventID(
        at: Moment(milliseconds: Int64.random(in: 1...50, using: &random)), random: number)
      let route = ["one", "two"].randomElement(using: &random) ?? "one"
      let key = [nil, "a", "b"].randomElement(using: &random) ?? nil
      let task = try #require(TaskID("\(id).\(route).1"))
      return TaskName(task: task, due: newDue(), key: key.map(TaskName.hash(ofKey:)))
    }

    mutating func newDue() -> Int64 {
      Bool.random(using: &random) ? 0 : now + Int64.random(in: 0...20, using: &random)
    }

    mutating func take(from list: WritableKeyPath<Walk, [TaskName]>) -> TaskName? {
      guard !self[keyPath: list].isEmpty else { return nil }
      let index = Int.random(in: 0..<self[keyPath: list].count, using: &random)
      return self[keyPath: list].remove(at: index)
    }

    mutating func add(_ name: TaskName) {
      queue.add(TaskQueueTests.waiting(name), name)
      model.add(name)
      waiting.append(name)
    }

    /// One thing that a pass does.
    mutating func step() throws {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: add(try newName())
      case 1:  // An attempt that is tried again.
        guard var name = take(from: \.claimed) else { return }
        name.attempts += 1
        name.due = newDue()
        add(name)
      case 2:  // One that ended for good.
        guard let name = take(from: \.claimed) else { return }
        queue.leave(name)
        model.leave(name)
        ended.append(name)
      case 3:  // An order to retry what had ended.
        guard let name = take(from: \.ended) else { return }
        add(name)
      case 4:  // An order to cancel.
        guard let name = take(from: \.waiting) else { return }
        queue.withdraw(TaskQueueTests.waiting(name), name)
        model.leave(name)
        ended.append(name)
      default: now += Int64.random(in: 0...10, using: &random)
      }
    }

    mutating func claim() -> (taken: Set<TaskID>, expected: Set<TaskID>) {
      let taken = TaskQueueTests.takeAll(&queue, at: now)
      claimed += taken
      waiting.removeAll { taken.contains($0) }
      return (Set(taken.map(\.task)), model.takeAll(at: now))
    }
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func itHandsOutWhatASlowSearchWould(seed: UInt64) throws {
    var walk = try Walk(seed: seed)
    for step in 0..<120 {
      let (taken, expected) = walk.claim()
      guard taken == expected else {
        Issue.record("seed \(seed), step \(step): \(taken), not \(expected)")
        return
      }
      for _ in 0..<Int.random(in: 0...4, using: &walk.random) { try walk.step() }
    }
  }
}
