import Common
import TestSupport
import Testing

@testable import spool_runner

/// What becomes of the files that people put into `incoming/`.
@Suite struct DropTests {
  static let member: UInt32 = 1000
  static let stranger: UInt32 = 1001

  static func incoming(_ name: String) -> String { "\(RunnerScenario.root)/incoming/\(name)" }

  static func intake(_ scenario: RunnerScenario) throws -> Intake {
    try scenario.workplace(scenario.disk.process("runner")).intake
  }

  /// The one event there is, as it lies in `events/`.
  static func event(_ scenario: RunnerScenario) throws -> (name: EventName, text: String) {
    let events = try scenario.routedEvents()
    let name = try #require(events.first)
    #expect(events.count == 1)
    let spool = Spool(root: RunnerScenario.root, files: scenario.disk.process("looking"))
    let bytes = try #require(try spool.files.contents(spool.path(event: name), limit: 1 << 20))
    return (name, String(decoding: bytes, as: UTF8.self))
  }

  static let facts: [(says: String, owner: UInt32, source: String, part: String)] = [
    (#"{"event":"a","payload":{}}"#, 0, "manual", #""verified":false"#),
    (#"{"event":"a","source":"partner","payload":{}}"#, 0, "partner", #""source":"partner""#),
    (#"{"event":"a","source":"github","payload":{}}"#, 0, "manual", #""source":"manual""#),
    (#"{"event":"a","verified":true,"payload":{}}"#, 0, "manual", #""verified":false"#),
    (#"{"event":"a","verified":true,"payload":{}}"#, 1000, "manual", #""verified":false"#),
    (#"{"event":"a","id":"mine","payload":{}}"#, 0, "manual", #""original_id":"mine""#),
    (#"{"event":"a","payload": { "n" : 1e400 } }"#, 0, "manual", #""payload":{ "n" : 1e400 },"#),
    (#"{"event":"a","payload":["\ud800"]}"#, 0, "manual", #""payload":["\ud800"],"#),
    (#"{"body_base64":"QQ==","event":"a","payload":1}"#, 0, "manual", #","body_base64":"QQ==","#),
    (
      #"{"event":"a","payload":{},"images":[{"registry":"r","name":"n","tag":"1"},7]}"#, 0,
      "manual", #""images":[{"registry":"r","name":"n","tag":"1","digest":null}],"#
    ),
    (#"{"event":"a","payload":{},"action":"b"}"#, 0, "manual", #""action":"b""#),
    (#"{"event":"a","payload":{}}"#, 0, "manual", #""number":null,"sender":null,"#),
    (
      #"{"event":"a","payload":{},"number":7,"sender":"o"}"#, 0, "manual",
      #""number":7,"sender":"o","#
    ),
  ]

  @Test(arguments: facts)
  func aDropBecomesAnEvent(row: (says: String, owner: UInt32, source: String, part: String)) throws
  {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.drop("mine.json", row.says)
    try scenario.disk.change(Self.incoming("mine.json"), owner: row.owner)
    try scenario.pass(scenario.disk.process("runner"))
    let event = try Self.event(scenario)
    #expect(event.name.source == row.source)
    #expect(event.text.contains(row.part), "\(event.text)")
    #expect(event.text.hasSuffix(",\"id\":\"\(event.name.id)\"}\n"))
    #expect(try scenario.names("incoming").isEmpty)
  }

  enum Wrong: CaseIterable {
    case link, hardLink, owner, tooLarge, folder
  }

  /// These are wrong whatever happens to them: nobody waits.
  @Test(arguments: Wrong.allCases)
  func whatCanNeverBeAnEventIsRejectedAtOnce(wrong: Wrong) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let path = Self.incoming("bad.json")
    let good = #"{"event":"push","payload":{}}"#
    switch wrong {
    case .link: try scenario.disk.process("person").makeLink(path, text: "/etc/passwd")
    case .folder: try scenario.disk.process("person").makeFolder(path, permissions: 0o755)
    case .hardLink:
      try scenario.drop("bad.json", good)
      try scenario.disk.hardLink(path, to: "/etc/other")
    case .owner:
      try scenario.drop("bad.json", good)
      try scenario.disk.change(path, owner: Self.stranger)
    case .tooLarge:
      let filling = String(repeating: " ", count: 100_000)
      try scenario.drop("bad.json", good + filling)
    }
    var intake = try Self.intake(scenario)
    #expect(try intake.run().isEmpty)
    #expect(!intake.isWaiting)
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.routedEvents().isEmpty)
    let rejected = try scenario.names("rejected")
    #expect(rejected.map { $0.dropFirst(40) } == ["bad.json", "bad.json.reason"])
  }

  static let unfinished = ["", "{", "[]", #"{"event":"a"}"#, #"{"payload":1}"#, "{}x"]

  @Test(arguments: unfinished)
  func aFileThatDoesNotParseIsRejectedWhenItsSizeStoodStill(text: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.drop("late.json", text)
    var intake = try Self.intake(scenario)
    #expect(try intake.run().isEmpty)
    scenario.clock.advance(milliseconds: 4900)
    #expect(try intake.run().isEmpty)
    #expect(try scenario.names("incoming") == ["late.json"])
    #expect(intake.isWaiting)
    scenario.clock.advance(milliseconds: 200)
    #expect(try intake.run().isEmpty)
    #expect(try scenario.names("incoming").isEmpty)
    #expect(!intake.isWaiting)
    #expect(try scenario.names("rejected").count == 2)
  }

  @Test func aGrowingFileIsWaitedForAndTaken() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let writer = scenario.disk.process("person")
    let file = try writer.create(Self.incoming("slow.json"), permissions: 0o640)
    var intake = try Self.intake(scenario)
    for piece in [#"{"event":"push","#, #""payload":"#, #"{"a":1"#] {
      try writer.write(Array(piece.utf8), to: file)
      #expect(try intake.run().isEmpty)
      scenario.clock.advance(milliseconds: 5100)
    }
    try writer.write(Array("}}".utf8), to: file)
    // Its size changed since the last look, so this look only notes that.
    #expect(try intake.run().isEmpty)
    #expect(try intake.run().count == 1)
    #expect(try Self.event(scenario).text.contains(#""payload":{"a":1},"#))
  }

  /// The reason says what to do.
  @Test func aFileTheRunnerMayNotReadIsRejectedAfterAWhile() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.drop("shut.json", #"{"event":"push","payload":{}}"#)
    for path in scenario.disk.paths where path.hasPrefix("/spool/") && path.hasSuffix("/") {
      try scenario.disk.change(String(path.dropLast()), owner: RunnerScenario.runner)
    }
    try scenario.disk.change(Self.incoming("shut.json"), owner: Self.member, permissions: 0o600)
    let user = SimulatedUser(id: RunnerScenario.runner, group: RunnerScenario.runner)
    let files = scenario.disk.process("runner", user: user)
    var intake = try scenario.workplace(files).intake
    #expect(try intake.run().isEmpty)
    #expect(try scenario.names("incoming") == ["shut.json"])
    scenario.clock.advance(milliseconds: 5100)
    #expect(try intake.run().isEmpty)
    let rejected = try scenario.names("rejected")
    let note = try #require(rejected.last)
    let reason = try files.contents("\(RunnerScenario.root)/rejected/\(note)", limit: 1000)
    #expect(reason == Array("not readable by the runner: chmod g+r\n".utf8))
  }

  @Test(arguments: [".x.json", "x.json.tmp", "x.tmp", "x.part", "x.json~", "README", "x.JSON"])
  func otherNamesAreNotTouched(name: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try scenario.drop(name, "not an event")
    try scenario.pass(scenario.disk.process("runner"), linger: 60_000)
    #expect(try scenario.names("incoming") == [name])
    #expect(try scenario.names("rejected").isEmpty)
  }

  enum Copy: CaseIterable {
    case byTheRunner, byAMember, changed
  }

  /// A copy proves who could read the event, and no more.
  @Test(arguments: Copy.allCases)
  func onlyAnExactCopyByTheRunnerOrRootIsAReprocessing(copy: Copy) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let first = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"))
    let text = try Self.event(scenario).text
    try scenario.drop("\(first)", copy == .changed ? text.replacing("{}", with: "[]") : text)
    if copy == .byAMember {
      try scenario.disk.change(Self.incoming("\(first)"), owner: Self.member)
    }
    try scenario.pass(scenario.disk.process("runner"))
    let events = try scenario.routedEvents()
    #expect(events.count == (copy == .byTheRunner ? 1 : 2))
    let sources: Set = copy == .byTheRunner ? ["github"] : ["github", "manual"]
    #expect(Set(events.map(\.source)) == sources)
    #expect(try scenario.tasks().count == 2)
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.names("orders").isEmpty)
  }

  /// Whatever the moment, it runs once more and not twice.
  @Test func aRunnerThatDiesOverACopyReprocessesItOnce() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let first = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"))
    try scenario.drop("\(first)", Self.event(scenario).text)
    scenario.disk.syncEverything()
    let rehearsal = scenario.disk.afterPowerCut(.nothingUnsynced).process("rehearsal")
    try scenario.pass(rehearsal)
    for call in 0..<rehearsal.calls(.mutating) {
      var again = scenario
      again.disk = scenario.disk.afterPowerCut(.nothingUnsynced)
      let plan = FaultPlan(.call(call, .mutating), .dies(.before))
      _ = try? again.pass(again.disk.process("dying", faults: plan))
      again.disk.cutPower(.nothingUnsynced)
      again.clock.advance(milliseconds: 61_000)
      try again.pass(again.disk.process("next"), linger: 600_000)
      #expect(try again.routedEvents() == [first], "died at \(rehearsal.trace[call])")
      #expect(try again.tasks().count == 2, "died at \(rehearsal.trace[call])")
      #expect(try again.names("incoming").isEmpty)
    }
  }

  /// What a power cut leaves of a move whose target alone was synced.
  @Test func theSameFileInBothPlacesIsNotRoutedAgain() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let event = try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"))
    let routed = "\(RunnerScenario.root)/events/\(event.id.day)/\(event.id.hour)/\(event)"
    try scenario.disk.hardLink(routed, to: Self.incoming("\(event)"))
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.names("rejected").isEmpty)
    #expect(try scenario.routedEvents() == [event])
    #expect(try scenario.tasks() == ["done/\(event.id).deploy.1"])
  }

  @Test func aMembersFileNamedLikeAnEventIsADropWithoutTheEndMark() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let forged = try scenario.receive(7)
    let path = Self.incoming("\(forged)")
    let person = scenario.disk.process("person")
    let text = try #require(try person.contents(path, limit: 10_000))
    try person.remove(path)
    try scenario.drop("\(forged)", String(decoding: text, as: UTF8.self) + " ")
    try scenario.disk.change(path, owner: Self.member)
    try scenario.pass(scenario.disk.process("runner"))
    let event = try Self.event(scenario)
    #expect(event.name.source == "manual")
    #expect(event.name.id != forged.id)
    #expect(event.text.contains(#""verified":false"#))
    #expect(event.text.contains("\"original_id\":\"\(forged.id)\""))
  }

  /// The name of a drop being taken is no secret, so its content may be anybody's.
  @Test(arguments: ["nonsense", ""])
  func aTakenDropThatIsNoEventDoesNotStopTheRunner(text: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let id = EventID(at: RunnerScenario.begin, random: 3)
    try scenario.drop(".\(id).drop", text)
    try scenario.receive(1)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.names("rejected").count == 2)
    #expect(try scenario.tasks().count == 1)
  }
}
