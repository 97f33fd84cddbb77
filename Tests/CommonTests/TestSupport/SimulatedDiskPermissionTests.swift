import Common
import TestSupport
import Testing

/// Owners and modes, as a kernel treats users other than root.
///
/// The conformance scripts run as whoever runs the tests, so they cannot ask two users.
@Suite struct SimulatedDiskPermissionTests {
  private let disk = SimulatedDisk(ignoring: nil)
  private let runner: SimulatedProcess
  private let receiver: SimulatedProcess
  private let member: SimulatedProcess
  private let stranger: SimulatedProcess

  init() throws {
    runner = disk.process("runner", user: SimulatedUser(id: 10, group: 10, otherGroups: [50]))
    receiver = disk.process("receiver", user: SimulatedUser(id: 20, group: 20, otherGroups: [50]))
    member = disk.process("member", user: SimulatedUser(id: 30, group: 50))
    stranger = disk.process("stranger", user: SimulatedUser(id: 40, group: 40))
    try disk.process("root").makeFolder("/tmp", permissions: 0o3770)
    try disk.change("/tmp", owner: 10, group: 50)
    try make("/tmp/a", by: receiver)
  }

  @Test func aFileBelongsToItsMakerAndTheFoldersGroup() throws {
    let status = try runner.status("/tmp/a")
    #expect(status.owner == 20)
    #expect(status.group == 50)
    #expect(status.permissions == 0o640)
  }

  @Test func inAStickyFolderAnotherMemberTakesNothingAway() throws {
    try make("/tmp/b", by: member)
    #expect(code { try member.remove("/tmp/a") } == ErrorNumber.notPermitted)
    #expect(code { try member.rename("/tmp/a", to: "/tmp/c") } == ErrorNumber.notPermitted)
    #expect(code { try member.rename("/tmp/b", to: "/tmp/a") } == ErrorNumber.notPermitted)
    #expect(disk.paths == ["/tmp/", "/tmp/a", "/tmp/b"])
  }

  @Test func theOwnerOfTheEntryOrOfTheFolderOrRootMayTakeItAway() throws {
    for process in [receiver, runner, disk.process("root")] {
      try process.rename("/tmp/a", to: "/tmp/b")
      try process.remove("/tmp/b")
      try make("/tmp/a", by: receiver)
    }
  }

  @Test func withoutTheStickyBitEveryMemberMay() throws {
    try disk.change("/tmp", permissions: 0o2770)
    try member.remove("/tmp/a")
    #expect(disk.paths == ["/tmp/"])
  }

  @Test func aStrangerIsKeptOut() {
    #expect(code { _ = try stranger.open("/tmp/a") } == ErrorNumber.denied)
    #expect(code { _ = try stranger.status("/tmp/a") } == ErrorNumber.denied)
    #expect(code { _ = try stranger.names(in: "/tmp") } == ErrorNumber.denied)
    #expect(code { _ = try stranger.create("/x", permissions: 0o600) } == ErrorNumber.denied)
  }

  @Test func theModeOfTheFileDecidesForItsGroup() throws {
    _ = try member.open("/tmp/a")
    let write = { _ = try member.openForAppending("/tmp/a", permissions: 0o600) }
    #expect(code(write) == ErrorNumber.denied)
    try disk.change("/tmp/a", permissions: 0o600)
    #expect(code { _ = try member.open("/tmp/a") } == ErrorNumber.denied)
  }

  @Test func modificationTimesFollowTheDisksTime() throws {
    let file = try receiver.openForAppending("/tmp/a", permissions: 0o640)
    disk.time = Moment(milliseconds: 5_000)
    try receiver.write(Array("x".utf8), to: file)
    #expect(try receiver.status("/tmp/a").modified == 5)
    #expect(try receiver.status("/tmp").modified != 5)
    try receiver.remove("/tmp/a")
    #expect(try receiver.status("/tmp").modified == 5)
  }

  private func make(_ path: String, by process: SimulatedProcess) throws(SystemError) {
    process.close(try process.create(path, permissions: 0o640))
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SystemError)?.code
    }
  }
}
