import Common
import TestSupport
import Testing

@testable import spool_runner

@Suite struct TaskQueueTests {
  static func name(_ number: UInt64, key: String? = nil, due: Int64 = 0) throws -> TaskName {
    let id = EventID(at: Moment(milliseconds: Int64(number)), random: number)
    let task = try #require(TaskID("\(id).go.1"))
    return TaskName(task: task, due: due, key: key.map(TaskName.hash(ofKey:)))
  }

  static func waiting(_ name: TaskName) -> WaitingTask {
    WaitingTask(state: .ready, due: name.due, name: name.description)
  }

  /// Takes all that may run at a moment.
  static func takeAll(_ queue: inout TaskQueue, at now: Int64 = 1) -> [TaskName] {
    queue.advance(to: now)
    var names: [TaskName] = []
    while let next = queue.take() { names.append(next.name) }
    return names
  }

  @Test func theOldestOfWhatIsDueIsFirst() throws {
    var queue = TaskQueue()
    let names = [try Self.name(3), try Self.name(1), try Self.name(2, due: 50)]
    for name in names { queue.add(Self.waiting(name), name) }
    #expect(Self.takeAll(&queue) == [names[1], names[0]])
    #expect(queue.nextDue == 50)
    #expect(Self.takeAll(&queue, at: 49).isEmpty)
    #expect(Self.takeAll(&queue, at: 50) == [names[2]])
  }

  @Test func ofAKeyOneIsTakenAtATime() throws {
    var queue = TaskQueue()
    let names = [
      try Self.name(2, key: "a"), try Self.name(1, key: "a"), try Self.name(3, key: "b"),
    ]
    for name in names { queue.add(Self.waiting(name), name) }
    #expect(Self.takeAll(&queue) == [names[1], names[2]])
    queue.leave(names[1])
    #expect(Self.takeAll(&queue) == [names[0]])
  }

  /// Revived by an order while a younger one runs: first in line, but not beside it.
  @Test func anOlderOneThatComesBackWaitsForTheOneThatRuns() throws {
    var queue = TaskQueue()
    let names = try (UInt64(1)...3).map { try Self.name($0, key: "a") }
    queue.add(Self.waiting(names[1]), names[1])
    queue.add(Self.waiting(names[2]), names[2])
    #expect(Self.takeAll(&queue) == [names[1]])
    queue.add(Self.waiting(names[0]), names[0])
    #expect(Self.takeAll(&queue).isEmpty)
    queue.leave(names[1])
    #expect(Self.takeAll(&queue) == [names[0]])
    queue.leave(names[0])
    #expect(Self.takeAll(&queue) == [names[2]])
  }

  /// The one that ran is to be tried again: now the older one's turn has come.
  @Test func anOlderOneGoesFirstWhenTheOneThatRanIsDeferred() throws {
    var queue = TaskQueue()
    let older = try Self.name(1, key: "a")
    var younger = try Self.name(2, key: "a")
    queue.add(Self.waiting(younger), younger)
    #expect(Self.takeAll(&queue) == [younger])
    queue.add(Self.waiting(older), older)
    younger.due = 10
    queue.add(Self.waiting(younger), younger)
    #expect(Self.takeAll(&queue, at: 20) == [older])
    queue.leave(older)
    #expect(Self.takeAll(&queue, at: 20) == [younger])
  }

  @Test func aClaimFoundAtStartKeepsItsKey() throws {
    let claim = try Self.name(5, key: "a")
    let older = try Self.name(1, key: "a")
    var queue = TaskQueue([], keyed: [(Self.waiting(older), older)])
    queue.enterClaimed(claim)
    #expect(Self.takeAll(&queue).isEmpty)
    queue.leave(claim)
    #expect(Self.takeAll(&queue) == [older])
  }

  @Test(arguments: [nil, "a"])
  func whatWasWithdrawnIsNotTaken(key: String?) throws {
    var queue = TaskQueue()
    let names = try (UInt64(1)...3).map { try Self.name($0, key: key) }
    for name in names { queue.add(Self.waiting(name), name) }
    queue.withdraw(Self.waiting(names[0]), names[0])
    queue.withdraw(Self.waiting(names[1]), names[1])
    #expect(Self.takeAll(&queue) == [names[2]])
  }

  /// As an order to retry a task that is due already does.
  @Test func whatWasWithdrawnAndAddedAgainIsTakenOnce() throws {
    var queue = TaskQueue()
    let name = try Self.name(1)
    queue.add(Self.waiting(name), name)
    queue.withdraw(Self.waiting(name), name)
    queue.add(Self.waiting(name), name)
    #expect(Self.takeAll(&queue) == [name])
  }

  @Test func aHeapGivesItsElementsInOrder() {
    var numbers = [5, 3, 9, 1, 1, 7, 0, 8, 2]
    for _ in 0..<numbers.count {
      numbers.append(numbers.removeFirst())
      var built = Heap(numbers.dropLast(3))
      for number in numbers.suffix(3) { built.add(number) }
      #expect(built.count == 9)
      var taken: [Int] = []
      while let first = built.takeFirst() { taken.append(first) }
      #expect(taken == numbers.sorted())
      #expect(built.isEmpty)
    }
  }

  @Test func aLineOfAKeyKeepsItsTasksByAge() throws {
    var line = KeyLine()
    let tasks = try (UInt64(1)...3).map { try Self.name($0).task }
    for task in [tasks[1], tasks[2], tasks[0], tasks[1]] { line.add(task) }
    for task in tasks {
      #expect(line.first == task)
      line.remove(task)
    }
    #expect(line.isEmpty)
  }

  static let suffixes: [(suffix: String, due: Int64?, hasKey: Bool)] = [
    (",0,0,-,-", 0, false), (",3,1795169702000,-,-", 1_795_169_702_000, false),
    (",0,7,0123456789abcdef,-", 7, true), (",0,7,-,0123456789abcdef", 7, false),
    ("", nil, false), (",0,0,-", nil, false), (",0,x,-,-", nil, false), (",0,,-,-", nil, false),
  ]

  @Test(arguments: suffixes)
  func aSuffixSaysWhenATaskIsDue(row: (suffix: String, due: Int64?, hasKey: Bool)) throws {
    let text = "\(try Self.name(1).task)\(row.suffix)"
    let found = Array(text.utf8).withUnsafeBytes { TaskSuffix($0) }
    #expect(found?.due == row.due)
    #expect((found?.hasKey ?? false) == row.hasKey)
  }
}
