import Common
import TestSupport
import Testing

@testable import spool_runner

struct RunnerLockTests {
  static let runner = SimulatedUser(id: 901, group: 901, otherGroups: [800])
  static let member = SimulatedUser(id: 1000, group: 1000, otherGroups: [800])

  /// A spool of the runner's, whose group may look.
  private static func disk() throws -> SimulatedDisk {
    let disk = SimulatedDisk()
    let files = disk.process("setup")
    try files.makeFolder("/spool", permissions: 0o2750)
    try disk.change("/spool", owner: runner.id, group: 800)
    try spool(disk, runner).makeFolders { _ in true }
    return disk
  }

  private static func spool(_ disk: SimulatedDisk, _ user: SimulatedUser) throws -> Spool {
    Spool(root: "/spool", files: disk.process("of \(user.id)", user: user))
  }

  @Test func aMemberOfTheGroupCanLockNothingOfTheRunners() throws {
    let disk = try Self.disk()
    let spool = try Self.spool(disk, Self.runner)
    // As older runners left it.
    let old = try spool.files.create("/spool/lock", permissions: 0o640)
    spool.files.close(old)
    let lock = try #require(try RunnerLock.take(spool, waiting: false))
    let member = disk.process("member", user: Self.member)
    for path in RunnerLock.paths(spool) {
      #expect(throws: SystemError.self) { try member.open(path) }
      #expect(throws: SystemError.self) { try member.openForAppending(path, permissions: 0o600) }
    }
    lock.release()
  }

  @Test func twoRunnersOneOfThemOlderNeverWorkTogether() throws {
    let disk = try Self.disk()
    let lock = try #require(
      try RunnerLock.take(Self.spool(disk, Self.runner), waiting: false))
    #expect(try RunnerLock.take(Self.spool(disk, Self.runner), waiting: false) == nil)
    lock.release()
    let older = disk.process("older", user: Self.runner)
    let file = try older.openForAppending("/spool/lock", permissions: 0o640)
    #expect(try older.lock(file, waiting: false))
    #expect(try RunnerLock.take(Self.spool(disk, Self.runner), waiting: false) == nil)
    older.close(file)
    #expect(try RunnerLock.take(Self.spool(disk, Self.runner), waiting: false) != nil)
  }

  /// The documents let a person remove `SPOOL/lock`; that lets no second runner in.
  @Test func removingTheOldLockLetsNoSecondRunnerIn() throws {
    let disk = try Self.disk()
    let lock = try #require(
      try RunnerLock.take(Self.spool(disk, Self.runner), waiting: false))
    try disk.process("person").remove("/spool/lock")
    #expect(try RunnerLock.take(Self.spool(disk, Self.runner), waiting: false) == nil)
    lock.release()
  }

  /// This very process is the runner that the note names.
  @Test func aMemberSeesWhetherTheRunnerLives() throws {
    let disk = try Self.disk()
    let member = try Self.spool(disk, Self.member)
    #expect(try RunnerPresence.look(at: member) == .absent)
    let spool = try Self.spool(disk, Self.runner)
    let lock = try #require(try RunnerLock.take(spool, waiting: false))
    #expect(try RunnerPresence.look(at: member) == .working)
    #expect(try RunnerPresence.look(at: spool) == .working)
    lock.release()
    #expect(try RunnerPresence.look(at: spool) == .absent)
    let note = try spool.files.openForUpdating(RunnerNote.path(spool), permissions: 0o640)
    let place = try ProcessPlace.own()
    let text =
      #"{"pid":1,"ticks":0,"boot":"\#(place.boot)","namespace":"\#(place.namespace ?? "")"}"#
    try spool.files.write(Array("\(text)\n".utf8), to: note, at: 0)
    #expect(try RunnerPresence.look(at: member) != .working)
  }
}
