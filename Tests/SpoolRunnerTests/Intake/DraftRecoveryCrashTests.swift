import Common
import TestSupport
import Testing

@testable import spool_runner

/// What a receiver leaves that was killed, and what becomes of it.
@Suite struct DraftRecoveryCrashTests {
  /// Killed after the end mark and before its sync: nobody was answered yet, the next one is.
  @Test func aFinishedDraftIsPublishedSoThatItSurvivesAPowerCut() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let name = try leaveDraft(scenario, finished: true)
    let runner = scenario.disk.process("runner")
    try scenario.workplace(runner).draftRecovery.run()
    #expect(try scenario.names("incoming") == ["\(name)"])
    runner.kill()
    scenario.disk.cutPower(.nothingUnsynced)
    try scenario.pass(scenario.disk.process("next"))
    #expect(try scenario.tasks() == ["done/\(name.id).deploy.1"])
    let key = DeliveryKey(source: try #require(SpoolWord("github")), delivery: "d")
    let spool = Spool(root: RunnerScenario.root, files: scenario.disk.process("receiver"))
    #expect(try spool.earlier(key) == .duplicate(name))
  }

  @Test func aDraftWithoutItsEndMarkIsRemovedAfterAMinute() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try leaveDraft(scenario, finished: false)
    try scenario.workplace(scenario.disk.process("runner")).draftRecovery.run()
    #expect(try scenario.names("tmp").count == 1)
    scenario.clock.advance(milliseconds: 62_000)
    try scenario.workplace(scenario.disk.process("runner")).draftRecovery.run()
    #expect(try scenario.names("tmp").isEmpty)
    #expect(try scenario.names("incoming").isEmpty)
  }

  @Test func aDraftWhoseWriterLivesIsLeftAlone() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try leaveDraft(scenario, finished: true, isAlive: true)
    try scenario.workplace(scenario.disk.process("runner")).draftRecovery.run()
    #expect(try scenario.names("tmp").count == 1)
    #expect(try scenario.names("incoming").isEmpty)
  }

  @Test func theLoserOfTwoAtTheSameMomentIsRemoved() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try leaveDraft(scenario, finished: true)
    let winner = try scenario.receive(2, delivery: "d")
    try scenario.workplace(scenario.disk.process("runner")).draftRecovery.run()
    #expect(try scenario.names("tmp").isEmpty)
    #expect(try scenario.names("incoming") == ["\(winner)"])
  }

  /// A member of the group can write into `tmp/` too, and a file's own words prove nothing.
  @Test func aStrangersDraftIsNeverPublished() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let name = try leaveDraft(scenario, finished: true)
    try scenario.disk.change("\(RunnerScenario.root)/tmp/\(name.id)", owner: 1000)
    try scenario.workplace(scenario.disk.process("runner")).draftRecovery.run()
    #expect(try scenario.names("incoming").isEmpty)
  }

  @discardableResult
  private func leaveDraft(_ scenario: RunnerScenario, finished: Bool, isAlive: Bool = false) throws
    -> EventName
  {
    let process = scenario.disk.process("receiver")
    let spool = Spool(root: RunnerScenario.root, files: process)
    let source = try #require(SpoolWord("github"))
    let id = EventID(at: RunnerScenario.begin, random: 1)
    var file = EventFile(id: id, source: source, received: RunnerScenario.begin)
    file.event = "push"
    file.repository = "a/b"
    file.delivery = "d"
    file.verified = true
    let draft = try spool.draft(id)
    try draft.append(file.head() + Array("{}".utf8) + (finished ? file.tail() : []))
    if !isAlive { process.kill() }
    return file.name
  }
}
