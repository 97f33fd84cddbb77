import Common
import Foundation
import TestSupport
import Testing

@Suite struct TestSupportTests {
  @Test func theClockMovesByItsStepAndByHand() {
    let clock = SimulatedClock(at: Moment(milliseconds: 1_000), step: 2)
    #expect(clock.now() == Moment(microseconds: 1_000_000))
    #expect(clock.now() == Moment(microseconds: 1_000_002))
    clock.advance(milliseconds: 3)
    #expect(clock.now() == Moment(microseconds: 1_003_004))
    #expect(clock.uptime() == 3)
  }

  @Test func settingTheClockLeavesTheUptime() {
    let clock = SimulatedClock()
    clock.advance(milliseconds: 7)
    clock.set(Moment(milliseconds: 0))
    #expect(clock.now() == Moment(milliseconds: 0))
    #expect(clock.uptime() == 7)
  }

  @Test func aTemporaryFolderGoesWithItsOwner() throws {
    let path = try madeAndGone()
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func vectorsAreFoundBesideTheTests() {
    #expect(FileManager.default.fileExists(atPath: Vectors.path("")))
    #expect(Vectors.path("a/b").hasSuffix("/Tests/CommonTests/Vectors/a/b"))
  }

  @Test func theEnvironmentNamesTheSyncThatIsTakenAway() throws {
    let name = ProcessInfo.processInfo.environment["SPOOL_MUTANT"] ?? ""
    #expect(SimulatedDisk.mutant == SyncPoint(rawValue: name))
    let disk = SimulatedDisk()
    let program = disk.process("program")
    try program.makeFolder("/f", permissions: 0o755)
    try program.sync(folder: "/", .published)
    let expected = name == SyncPoint.published.rawValue ? [] : ["/f/"]
    #expect(disk.afterPowerCut(.nothingUnsynced).paths == expected)
  }

  private func madeAndGone() throws -> String {
    let folder = try TemporaryFolder()
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path("file")))
    #expect(FileManager.default.fileExists(atPath: folder.path("file")))
    return folder.path
  }
}
