import Common
import TestSupport
import Testing

@testable import spool_runner

/// What the spool believes to be an event: by recovery, by intake, and by a receiver that meets the
/// same delivery again.
@Suite struct EventTrustTests {
  private static let root = RunnerScenario.root

  /// A file that looks like an event in everything but what its writer cannot choose.
  enum Forgery: CaseIterable {
    case groupMayWrite, othersMayWrite, anotherOwner
  }

  private static func forge(_ forgery: Forgery, _ path: String, _ disk: SimulatedDisk) throws {
    switch forgery {
    case .groupMayWrite: try disk.change(path, permissions: 0o660)
    case .othersMayWrite: try disk.change(path, permissions: 0o642)
    case .anotherOwner: try disk.change(path, owner: 1000)
    }
  }

  @Test(arguments: Forgery.allCases)
  func recoveryPublishesNoDraftThatAnotherAccountCouldWrite(forgery: Forgery) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let path = try leaveWholeDraft(scenario).path
    try Self.forge(forgery, path, scenario.disk)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.tasks().isEmpty)
    // It holds back no redelivery, and a person can look at it.
    #expect(try scenario.names("tmp").isEmpty)
    #expect(try scenario.names("rejected").count == 2)
  }

  /// It may be an accepted event under a wrong setting: it is neither believed nor made another.
  @Test(arguments: Forgery.allCases)
  func anEventThatAnotherAccountCouldWriteWaits(forgery: Forgery) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let name = try scenario.receive(1)
    try Self.forge(forgery, "\(Self.root)/incoming/\(name)", scenario.disk)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("incoming") == ["\(name)"])
    #expect(try scenario.routedEvents().isEmpty)
    #expect(try scenario.tasks().isEmpty)
  }

  @Test(arguments: Forgery.allCases)
  func aReceiverPublishesNothingThatAnotherAccountCouldWrite(forgery: Forgery) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let draft = try leaveWholeDraft(scenario)
    try Self.forge(forgery, draft.path, scenario.disk)
    let spool = Spool(root: Self.root, files: scenario.disk.process("receiver"))
    _ = try spool.ledger.record(draft.name, for: draft.key)
    #expect(try spool.earlier(draft.key) == .duplicate(draft.name))
    #expect(try scenario.names("incoming").isEmpty)
  }

  /// A snapshot made with `cp -al` gives every file a second name.
  @Test func anEventWithASecondNameElsewhereIsStillAnEvent() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let name = try scenario.receive(1)
    try scenario.disk.hardLink("\(Self.root)/incoming/\(name)", to: "/etc/snapshot")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks() == ["done/\(name.id).deploy.1"])
  }

  /// With `fs.protected_hardlinks` off a member of the group can name a file that is not theirs.
  @Test(arguments: ["partner.push", "github.release"])
  func anEventUnderTheNameOfAnotherIsRejected(words: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let name = try scenario.receive(1)
    try scenario.disk.process("member").rename(
      "\(Self.root)/incoming/\(name)", to: "\(Self.root)/incoming/\(name.id).\(words).json")
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.tasks().isEmpty)
    #expect(try scenario.names("rejected").count == 2)
  }

  /// An order is drafted in `tmp/`, where members of the group may link what they may write.
  @Test func noDraftOfOursCanBeWrittenByTheGroup() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let draft = try leaveWholeDraft(scenario)
    let files = scenario.disk.process("operator")
    let spool = Spool(root: Self.root, files: files)
    let order = Order(
      id: EventID(at: scenario.clock.now(), random: 7), wish: .retryEvent(draft.name.id))
    try spool.leave(order)
    for path in [draft.path, spool.path(.orders, order.fileName)] {
      #expect(try files.status(path).permissions & 0o022 == 0)
    }
  }

  /// What a receiver leaves that was killed after the end mark.
  private func leaveWholeDraft(_ scenario: RunnerScenario) throws
    -> (name: EventName, path: String, key: DeliveryKey)
  {
    let process = scenario.disk.process("receiver")
    let spool = Spool(root: Self.root, files: process)
    let source = try #require(SpoolWord("github"))
    let id = EventID(at: RunnerScenario.begin, random: 1)
    var file = EventFile(id: id, source: source, received: RunnerScenario.begin)
    file.event = "push"
    file.verified = true
    let draft = try spool.draft(id)
    try draft.append(file.head() + Array("{}".utf8) + file.tail())
    process.kill()
    let key = DeliveryKey(source: source, delivery: "d")
    return (file.name, spool.path(writing: id), key)
  }
}
