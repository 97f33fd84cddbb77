import Common
import TestSupport
import Testing

/// An event whose last rename fails: what was recorded of it is taken back.
@Suite struct WithdrawnEventTests {
  /// A sender without delivery ids comes again: its first event must not come back.
  @Test func aFailedRenameLeavesNothingOfTheEvent() throws {
    for delivery in ["d", nil] {
      let scenario = try Self.scenario()
      #expect(throws: SystemError.self) {
        try ReceiverScenario.accept(1, delivery: delivery, scenario.disk.process("refused"))
      }
      let next = scenario.disk.process("next")
      #expect(try next.names(in: "/spool/tmp").isEmpty)
      #expect(try Self.entry(next) == nil)
      for cut in PublishCrashTests.cuts {
        let later = scenario.disk.afterPowerCut(cut).process("later")
        #expect(try ReceiverScenario.accept(2, delivery: delivery, later) == .published)
      }
    }
  }

  /// An entry may only be gone later than its event, never the other way round: else the sender
  /// would be told "seen" for an event that is nowhere.
  @Test(arguments: [FaultPlan.Death.before, .after])
  func noEntryOutlivesItsEvent(moment: FaultPlan.Death) throws {
    let counting = try Self.scenario()
    let whole = counting.disk.process("counting")
    _ = try? ReceiverScenario.accept(1, delivery: "d", whole)
    for call in 0..<whole.calls(.mutating) {
      let scenario = try Self.scenario()
      let plan = FaultPlan(.call(call, .mutating), .dies(moment))
      _ = try? ReceiverScenario.accept(1, delivery: "d", scenario.disk.process("r", faults: plan))
      for cut in PublishCrashTests.cuts {
        let later = scenario.disk.afterPowerCut(cut).process("later")
        guard let entry = try Self.entry(later) else { continue }
        let draft = "/spool/tmp/\(entry.id)"
        #expect(try later.exists(draft), "call \(call), \(cut)")
      }
    }
  }

  /// Recovery looked at the new file just then, and would take its writer for a dead one.
  @Test func aDraftWhoseLockIsTakenIsGivenUp() throws {
    let scenario = try ReceiverScenario()
    scenario.disk.locksNewFiles = true
    let spool = Spool(root: ReceiverScenario.root, files: scenario.disk.process("receiver"))
    #expect(throws: SystemError.self) { try spool.draft(ReceiverScenario.id(1)) }
    #expect(throws: SystemError.self) {
      try spool.leave(Order(id: ReceiverScenario.id(2), wish: .sweep))
    }
    let next = scenario.disk.process("next")
    #expect(try next.names(in: "/spool/tmp").isEmpty)
    #expect(try next.names(in: "/spool/orders").isEmpty)
  }

  /// Recovery had noted the draft and gone: the writer goes on, and the entry is durable.
  @Test func onesOwnNameInTheLedgerIsNoDuplicate() throws {
    let scenario = try ReceiverScenario()
    let process = scenario.disk.process("receiver")
    let spool = Spool(root: ReceiverScenario.root, files: process)
    let event = try ReceiverScenario.file(1, delivery: "d")
    let key = DeliveryKey(source: event.source, delivery: "d")
    try process.makeFolder("/spool/deliveries/\(key.fan)", permissions: 0o2770)
    try process.sync(folder: "/spool/deliveries", .ledgerFolder)
    try process.makeLink(
      "/spool/deliveries/\(key.fan)/\(key.hash)", text: event.name.description)
    let draft = try spool.draft(event.id)
    try draft.append(event.head() + Array(ReceiverScenario.payload.utf8) + event.tail())
    #expect(try spool.publish(draft, as: event.name, delivery: key) == .published)
    scenario.disk.cutPower(.nothingUnsynced)
    let next = scenario.disk.process("next")
    #expect(try ReceiverScenario.incoming(next) == [event.name.description])
    #expect(try Self.entry(next) == event.name)
  }

  /// A folder stands where event 1 is to be: its rename fails.
  private static func scenario() throws -> ReceiverScenario {
    let scenario = try ReceiverScenario()
    let name = try ReceiverScenario.file(1, delivery: nil).name
    let setup = scenario.disk.process("setup")
    try setup.makeFolder("/spool/incoming/\(name)", permissions: 0o755)
    // The next event of the same delivery finds the folder of its ledger entry.
    let key = try key()
    try setup.makeFolder("/spool/deliveries/\(key.fan)", permissions: 0o2770)
    scenario.disk.syncEverything()
    return scenario
  }

  private static func key() throws -> DeliveryKey {
    DeliveryKey(source: try ReceiverScenario.file(1, delivery: nil).source, delivery: "d")
  }

  private static func entry(_ files: any FileSystem) throws -> EventName? {
    try Spool(root: ReceiverScenario.root, files: files).ledger.find(try key())
  }
}
