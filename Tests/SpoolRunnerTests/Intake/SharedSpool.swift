import Common
import TestSupport

@testable import spool_runner

/// A spool with the owners and modes of an installation: runner, receiver, and a member of the
/// group.
enum SharedSpool {
  static let group: UInt32 = 950
  static let runner = SimulatedUser(id: RunnerScenario.runner, group: group)
  static let receiver = SimulatedUser(id: RunnerScenario.receiver, group: group)
  static let member = SimulatedUser(id: 1000, group: group)

  static func scenario() throws -> RunnerScenario {
    var scenario = try RunnerScenario(routes: PassTests.free)
    for path in scenario.disk.paths where path.hasPrefix("/spool/") {
      try scenario.disk.change(String(path.dropLast()), owner: runner.id, group: group)
    }
    scenario.trust = trust(receiver: receiver.id)
    return scenario
  }

  static func trust(receiver: UInt32) -> Trust {
    Trust(
      events: EventTrust(receiver: receiver, runner: runner.id), isMember: { $0 == member.id })
  }
}

extension RunnerScenario {
  func runner(faults: FaultPlan? = nil) -> SimulatedProcess {
    disk.process("runner", user: SharedSpool.runner, faults: faults)
  }

  /// Puts an event of the receiver's account into `incoming/`.
  func receiveShared(_ number: UInt64, delivery: String? = nil) throws -> EventName {
    let name = try receive(number, delivery: delivery)
    let path = "\(Self.root)/incoming/\(name)"
    try disk.change(path, owner: SharedSpool.receiver.id, group: SharedSpool.group)
    return name
  }
}
