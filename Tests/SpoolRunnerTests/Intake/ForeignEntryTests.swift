import Common
import TestSupport
import Testing

@testable import spool_runner

/// What a member of the group, or an administrator by mistake, can leave in a folder of the spool.
@Suite struct ForeignEntryTests {
  enum Kind: CaseIterable {
    case folder, link, pipe, shut, torn
  }

  static let places = [
    "tmp/x", "tmp/\(id)", "incoming/x.json", "incoming/.\(id).drop", "orders/x",
    "orders/\(id).json", "incoming/\(id).github.push.json",
  ]
  static let id = EventID(at: RunnerScenario.begin, random: 5)

  static func leave(_ kind: Kind, _ place: String, _ scenario: RunnerScenario) throws {
    let path = "\(RunnerScenario.root)/\(place)"
    let member = scenario.disk.process("member", user: .root)
    switch kind {
    case .folder: try member.makeFolder(path, permissions: 0o700)
    case .link: try member.makeLink(path, text: "/spool/format")
    case .pipe: try scenario.disk.makePipe(path)
    case .shut, .torn:
      let file = try member.create(path, permissions: kind == .shut ? 0o600 : 0o644)
      try member.write(Array("{\"event\"".utf8), to: file)
      member.close(file)
    }
    guard kind != .link else { return }
    try scenario.disk.change(path, owner: SharedSpool.member.id, group: SharedSpool.group)
  }

  @Test(arguments: Kind.allCases, places)
  func noEntryStopsAPass(kind: Kind, place: String) throws {
    let scenario = try SharedSpool.scenario()
    try Self.leave(kind, place, scenario)
    let event = try scenario.receiveShared(1)
    scenario.clock.advance(milliseconds: 61_000)
    try scenario.pass(scenario.runner())
    #expect(try scenario.tasks() == ["done/\(event.id).deploy.1"])
    // The next pass has nothing to do with it any more, or says so again and ends.
    try scenario.pass(scenario.runner())
    if kind == .folder {
      let folder = String(place.prefix { $0 != "/" })
      let aside = try scenario.names(folder).filter { AsideName.isAside(FileName($0)) }
      #expect(aside.count == 1)
    }
  }

  /// A folder of one's own can be moved.
  @Test func aFolderThatTheRunnerMayMoveIsRejected() throws {
    let scenario = try SharedSpool.scenario()
    try scenario.disk.process("member", user: .root).makeFolder(
      "\(RunnerScenario.root)/incoming/x.json", permissions: 0o777)
    try scenario.pass(scenario.runner())
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.names("rejected").count == 2)
  }

  @Test(arguments: ["routing", ".routing", "swept"], Kind.allCases)
  func noEntryInTheStateStopsAPassOrTheSweep(name: String, kind: Kind) throws {
    let scenario = try SharedSpool.scenario()
    try Self.leave(kind, "state/\(name)", scenario)
    let event = try scenario.receiveShared(1)
    try scenario.pass(scenario.runner())
    #expect(try scenario.tasks() == ["done/\(event.id).deploy.1"])
    let workplace = try scenario.workplace(scenario.runner())
    DailySweep(workplace: workplace).runIfDue(BootTime(boot: "a", milliseconds: 0))
    #expect(SweepRecord.read(scenario.spool()) != nil)
  }

  @Test(arguments: ["journal/webhooks_2020-01-01.json", "rejected/\(old).x", "rejected/\(old)"])
  func aFolderThatCannotBeSweptStopsNoSweep(place: String) throws {
    let scenario = try SharedSpool.scenario()
    let path = "\(RunnerScenario.root)/\(place)"
    try Self.leave(.folder, place, scenario)
    try scenario.disk.process("member").makeFolder("\(path)/inside", permissions: 0o755)
    var sweep = try scenario.workplace(scenario.runner()).sweep(as: scenario.clock.now())
    sweep.run()
    #expect(try scenario.disk.process("looking").exists(path))
  }

  static let old = EventID(at: Moment(microseconds: 1_500_000_000_000_000), random: 5)

  @Test(arguments: [Kind.folder, .pipe, .link, .torn])
  func aFanOutFolderThatIsNoneStopsNoTask(kind: Kind) throws {
    let scenario = try SharedSpool.scenario()
    let source = try #require(SpoolWord("github"))
    let event = try scenario.receiveShared(1, delivery: "d")
    let key = DeliveryKey(source: source, delivery: "d")
    let fan = "\(RunnerScenario.root)/deliveries/\(key.fan)"
    let files = scenario.disk.process("receiver")
    if kind == .folder {
      // The mark itself is a FIFO.
      try scenario.disk.makePipe("\(fan)/\(key.hash).failed")
    } else {
      try files.remove("\(fan)/\(key.hash)")
      try files.removeFolder(fan)
      if kind == .link {
        try files.makeLink(fan, text: "/spool/events")
      } else {
        try Self.leave(kind, "deliveries/\(key.fan)", scenario)
      }
    }
    try scenario.pass(scenario.runner()) { _, _ in .exited(100) }
    #expect(try scenario.tasks() == ["failed/\(event.id).deploy.1"])
    #expect(try scenario.names("events").count == 1)
  }

  /// Its time is the owner's choice, and says nothing.
  @Test func aDraftFromTheFutureIsRemoved() throws {
    let scenario = try SharedSpool.scenario()
    try Self.leave(.torn, "tmp/\(Self.id)", scenario)
    try scenario.disk.touch(
      "/spool/tmp/\(Self.id)", at: Moment(microseconds: 4_070_908_800_000_000))
    try scenario.pass(scenario.runner())
    #expect(try scenario.names("tmp").isEmpty)
  }

  /// `.ID.drop` is no secret: the id in it is not the event's.
  @Test func noNameChoosesTheIDOfAnEvent() throws {
    let scenario = try SharedSpool.scenario()
    let future = EventID(at: Moment(microseconds: 4_070_908_800_000_000), random: 5)
    try scenario.drop(".\(future).drop", #"{"event":"push","payload":{}}"#)
    try scenario.disk.change("/spool/incoming/.\(future).drop", owner: SharedSpool.member.id)
    try scenario.disk.change("/spool/incoming/.\(future).drop", permissions: 0o644)
    try scenario.pass(scenario.runner())
    let events = try scenario.routedEvents()
    #expect(events.count == 1)
    #expect(events.first?.id.day != future.day)
  }
}
