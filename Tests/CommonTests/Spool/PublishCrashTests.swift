import Common
import TestSupport
import Testing

/// Publishing, killed and cut at every call; `docs/INTERNALS.md` has the table these rows prove.
@Suite struct PublishCrashTests {
  static let cuts: [PowerCut] =
    [.nothingUnsynced, .everythingUnsynced] + (1...8).map { .seeded($0) }

  @Test func anAnsweredEventSurvivesAPowerCut() throws {
    for cut in Self.cuts {
      let scenario = try ReceiverScenario()
      #expect(
        try ReceiverScenario.accept(1, delivery: "d", scenario.disk.process("r")) == .published)
      scenario.disk.cutPower(cut)
      let next = scenario.disk.process("next")
      let name = try ReceiverScenario.file(1, delivery: "d").name
      #expect(try ReceiverScenario.incoming(next).contains(name.description))
      #expect(try Self.isWhole(name, next))
      // Known: the sender comes again and is told so.
      #expect(try ReceiverScenario.accept(2, delivery: "d", next) == .duplicate(name))
    }
  }

  /// A new file, and a ledger folder that exists: the calls of one publication.
  @Test(arguments: [FaultPlan.Death.before, .halfway, .after])
  func nothingTornIsEverVisible(moment: FaultPlan.Death) throws {
    let total = try Self.callsOfOnePublication()
    #expect(total >= 6)
    for call in 0..<total {
      for cut in Self.cuts {
        let scenario = try ReceiverScenario()
        let plan = FaultPlan(.call(call, .mutating), .dies(moment))
        let dying = scenario.disk.process("dying", faults: plan)
        _ = try? ReceiverScenario.accept(1, delivery: "d", dying)
        scenario.disk.cutPower(cut)
        try Self.expectWholeEvents(scenario.disk.process("next"))
      }
    }
  }

  /// The sender got no answer and sends the same delivery again: it is accepted exactly once.
  @Test(arguments: [FaultPlan.Death.before, .halfway, .after])
  func aRepeatedDeliveryIsAcceptedOnceWhereverTheFirstDied(moment: FaultPlan.Death) throws {
    for call in 0..<(try Self.callsOfOnePublication()) {
      let scenario = try ReceiverScenario()
      let plan = FaultPlan(.call(call, .mutating), .dies(moment))
      let dying = scenario.disk.process("dying", faults: plan)
      _ = try? ReceiverScenario.accept(1, delivery: "d", dying)
      dying.kill()
      let next = scenario.disk.process("next")
      _ = try ReceiverScenario.accept(2, delivery: "d", next)
      let events = try ReceiverScenario.incoming(next).filter { EventName($0) != nil }
      #expect(events.count == 1, "call \(call): \(events)")
    }
  }

  /// A call fails and the receiver lives on: it answers 503, and nothing is in the way later.
  @Test func aFailedCallLeavesNothingInTheWay() throws {
    for call in 0..<(try Self.callsOfOnePublication()) {
      let scenario = try ReceiverScenario()
      let plan = FaultPlan(.call(call, .mutating), .fails(ErrorNumber.noSpace, .goesOn))
      let failing = scenario.disk.process("failing", faults: plan)
      let first = try? ReceiverScenario.accept(1, delivery: "d", failing)
      failing.kill()
      let next = scenario.disk.process("next")
      let second = try ReceiverScenario.accept(2, delivery: "d", next)
      let events = try ReceiverScenario.incoming(next).filter { EventName($0) != nil }
      #expect(events.count == 1, "call \(call), \(String(describing: first)), \(second)")
    }
  }

  @Test func ofTwoAtTheSameMomentOneIsStored() throws {
    let scenario = try ReceiverScenario()
    let first = Spool(root: ReceiverScenario.root, files: scenario.disk.process("a"))
    let event = try ReceiverScenario.file(1, delivery: "d")
    let draft = try first.draft(event.id)
    try draft.append(event.head() + Array(ReceiverScenario.payload.utf8) + event.tail())
    // The second comes between the first one's draft and its entry in the ledger, and wins.
    let second = scenario.disk.process("b")
    #expect(try ReceiverScenario.accept(2, delivery: "d", second) == .published)
    let key = DeliveryKey(source: event.source, delivery: "d")
    let winner = try ReceiverScenario.file(2, delivery: "d").name
    #expect(try first.publish(draft, as: event.name, delivery: key) == .duplicate(winner))
    #expect(try ReceiverScenario.incoming(second) == [winner.description])
    #expect(try second.names(in: "/spool/tmp").isEmpty)
  }

  @Test func aDeliveryThatIsBeingWrittenIsToldToComeAgain() throws {
    let scenario = try ReceiverScenario()
    let name = try ReceiverScenario.file(1, delivery: "d").name
    // Dies between the entry in the ledger and the rename, but lives: its lock is held.
    let calls = try Self.callsOfOnePublication()
    let plan = FaultPlan(.call(calls - 2, .mutating), .fails(ErrorNumber.inputOutput, .goesOn))
    let writer = scenario.disk.process("writer", faults: plan)
    let spool = Spool(root: ReceiverScenario.root, files: writer)
    let event = try ReceiverScenario.file(1, delivery: "d")
    let draft = try spool.draft(event.id)
    try draft.append(event.head() + Array(ReceiverScenario.payload.utf8) + event.tail())
    _ = try spool.ledger.record(name, for: DeliveryKey(source: event.source, delivery: "d"))
    let next = scenario.disk.process("next")
    #expect(try ReceiverScenario.accept(2, delivery: "d", next) == .beingWritten(name))
    writer.kill()
    #expect(try ReceiverScenario.accept(3, delivery: "d", next) == .duplicate(name))
    #expect(try ReceiverScenario.incoming(next) == [name.description])
  }

  /// Somebody else published it a moment ago and has not synced it: saying "seen" promises it too.
  @Test func aDuplicateIsOnlyToldOnceTheFirstIsDurable() throws {
    let scenario = try ReceiverScenario()
    let calls = try Self.callsOfOnePublication()
    let plan = FaultPlan(.call(calls - 1, .mutating), .dies(.before))
    let dying = scenario.disk.process("dying", faults: plan)
    _ = try? ReceiverScenario.accept(1, delivery: "d", dying)
    let name = try ReceiverScenario.file(1, delivery: "d").name
    let next = scenario.disk.process("next")
    #expect(try ReceiverScenario.accept(2, delivery: "d", next) == .duplicate(name))
    scenario.disk.cutPower(.nothingUnsynced)
    let later = scenario.disk.process("later")
    #expect(try ReceiverScenario.incoming(later).contains(name.description))
  }

  @Test func anOrderThatWasLeftSurvivesAPowerCut() throws {
    for cut in Self.cuts {
      let scenario = try ReceiverScenario()
      let spool = Spool(root: ReceiverScenario.root, files: scenario.disk.process("operator"))
      let order = Order(id: ReceiverScenario.id(9), wish: .reprocess(ReceiverScenario.id(1)))
      try spool.leave(order)
      scenario.disk.cutPower(cut)
      let next = scenario.disk.process("next")
      let bytes = try next.contents("/spool/orders/\(order.fileName)", limit: 1000) ?? []
      #expect(Order(id: order.id, bytes: bytes) == order)
    }
  }

  @Test func anOrderIsVisibleOnlyWhole() throws {
    for call in 0..<8 {
      let scenario = try ReceiverScenario()
      let plan = FaultPlan(.call(call, .mutating), .dies(.halfway))
      let dying = scenario.disk.process("dying", faults: plan)
      let order = Order(id: ReceiverScenario.id(9), wish: .sweep)
      try? Spool(root: ReceiverScenario.root, files: dying).leave(order)
      for cut in Self.cuts {
        let after = scenario.disk.afterPowerCut(cut).process("next")
        for name in try after.names(in: "/spool/orders") {
          let bytes = try after.contents("/spool/orders/\(name)", limit: 1000) ?? []
          #expect(Order(id: order.id, bytes: bytes) == order, "call \(call), \(cut)")
        }
      }
    }
  }

  private static func callsOfOnePublication() throws -> Int {
    let scenario = try ReceiverScenario()
    let process = scenario.disk.process("counting")
    _ = try ReceiverScenario.accept(1, delivery: "d", process)
    return process.calls(.mutating)
  }

  private static func expectWholeEvents(_ files: any FileSystem) throws {
    for text in try ReceiverScenario.incoming(files) {
      let name = try #require(EventName(text))
      #expect(try isWhole(name, files))
    }
  }

  private static func isWhole(_ name: EventName, _ files: any FileSystem) throws -> Bool {
    let bytes = try files.contents("/spool/incoming/\(name)", limit: 10_000) ?? []
    guard let value = try? JSONValue.parse(bytes) else { return false }
    return value["id"]?.asString == name.id.description && value["verified"] == .bool(true)
  }
}
