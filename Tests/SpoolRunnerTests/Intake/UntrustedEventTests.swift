import Common
import TestSupport
import Testing

@testable import spool_runner

/// Accepted events while `receiver_user` names another account than the receiver's.
@Suite struct UntrustedEventTests {
  @Test func anEventWaitsForTheRightSettingAndIsThenRouted() throws {
    var scenario = try SharedSpool.scenario()
    let event = try scenario.receiveShared(1)
    scenario.trust = SharedSpool.trust(receiver: SharedSpool.runner.id)
    try scenario.pass(scenario.runner())
    #expect(try scenario.names("incoming") == ["\(event)"])
    #expect(try scenario.names("rejected").isEmpty)
    scenario.trust = SharedSpool.trust(receiver: SharedSpool.receiver.id)
    try scenario.pass(scenario.runner())
    #expect(try scenario.routedEvents() == [event])
    #expect(try scenario.tasks() == ["done/\(event.id).deploy.1"])
  }

  /// The path unit starts a runner as long as the file lies there.
  @Test func aPassWatchesBeforeItEndsWhileAnEventWaits() throws {
    var scenario = try SharedSpool.scenario()
    _ = try scenario.receiveShared(1)
    scenario.trust = SharedSpool.trust(receiver: SharedSpool.runner.id)
    let began = scenario.clock.uptime()
    try scenario.pass(scenario.runner())
    #expect(scenario.clock.uptime() - began >= PassOptions.holdingWatch)
  }

  @Test func whatIsUntrustedIsFoundFromOutside() throws {
    let scenario = try SharedSpool.scenario()
    let event = try scenario.receiveShared(1)
    let spool = Spool(root: RunnerScenario.root, files: scenario.runner())
    #expect(try scenario.trust.events.untrusted(in: spool).isEmpty)
    let wrong = SharedSpool.trust(receiver: SharedSpool.runner.id).events
    let obstacle = UntrustedEvent.Obstacle.owner(SharedSpool.receiver.id)
    #expect(
      try wrong.untrusted(in: spool) == [UntrustedEvent(name: event, obstacle: obstacle)])
    let text = obstacle.text(count: 1, first: event, wrong) { $0 == 900 ? "webhook-cgi" : "x" }
    #expect(text.contains(#"set "receiver_user": "webhook-cgi""#))
  }
}
