import Common
import Synchronization
import TestSupport
import Testing

@testable import spool_runner

/// What root does to a spool of another user.
struct ActingAsOwnerTests {
  private final class Became: Sendable {
    let users = Mutex<[UInt32]>([])
  }

  @Test func rootBecomesTheSpoolsOwnerBeforeItLeavesAnything() throws {
    for command in [
      Command.order([.sweep], .no), .sweep(isWaiting: false),
    ] {
      let bench = try CommandBench()
      try bench.view.disk.change("/spool", owner: 901, group: 800)
      let became = Became()
      var context = bench.context()
      context.become = { user, _ throws(SystemError) in
        let orders = (try? bench.view.files.names(in: "/spool/orders")) ?? []
        #expect(orders.isEmpty)
        became.users.withLock { $0.append(user) }
      }
      #expect(command.run(in: context) == .done)
      #expect(became.users.withLock { $0 } == [901])
    }
  }

  @Test func nobodyElseBecomesAnybodyAndRootsOwnSpoolStaysRoots() throws {
    for (owner, user) in [(UInt32(0), UInt32(0)), (901, 901), (901, 1000)] {
      let bench = try CommandBench()
      try bench.view.disk.change("/spool", owner: owner)
      var context = bench.context(user: user)
      context.become = { _, _ throws(SystemError) in Issue.record("it became another") }
      #expect(try context.actAsOwner(of: bench.view.spool) == false)
    }
  }

  @Test func tasksThatNeedACredentialOfSystemdAreNotClaimed() throws {
    let routes = #"""
      { "secrets": { "token": { "credential": "token" } }, "routes": [
        { "name": "tell", "match": { "event": "push" },
          "steps": [ { "name": "go", "run": ["/bin/tell"],
            "env": { "TOKEN": "{{secret.token}}" } } ] },
        { "name": "deploy", "match": { "event": "push" },
          "steps": [ { "name": "go", "run": ["/bin/deploy"] } ] } ] }
      """#
    let scenario = try RunnerScenario(routes: routes)
    try scenario.receive(1)
    let files = scenario.disk.process("runner")
    var workplace = try scenario.workplace(files)
    workplace.isWithoutCredentials = true
    let record = ScriptedHost.Record()
    var pass = Pass(
      workplace, PassOptions(jobs: 4), ScriptedHost(files, scenario.clock, record: record))
    try pass.run()
    #expect(record.started.map(\.task.route.description) == ["deploy"])
    #expect(try scenario.states() == ["ready", "done"])
  }
}
