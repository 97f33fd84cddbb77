import Common
import TestSupport
import Testing

/// What a power cut leaves: no more than was synced, or anything between that and everything.
@Suite struct SimulatedDiskPowerTests {
  private let disk = SimulatedDisk(ignoring: nil)
  private let program: SimulatedProcess

  init() throws {
    program = disk.process("program")
    for folder in ["/tmp", "/incoming"] { try program.makeFolder(folder, permissions: 0o755) }
    disk.syncEverything()
  }

  @Test func nothingIsDurableByItself() throws {
    try write("text", to: "/tmp/a")
    try program.makeLink("/tmp/l", text: "a")
    try program.makeFolder("/tmp/f", permissions: 0o755)
    #expect(worst.paths == ["/incoming/", "/tmp/"])
    #expect(best.paths == ["/incoming/", "/tmp/", "/tmp/a", "/tmp/f/", "/tmp/l"])
  }

  @Test func aSyncedFileKeepsItsBytesAndTheNameItWasCreatedUnder() throws {
    let file = try write("text", to: "/tmp/a")
    try program.sync(file, .eventBytes)
    try program.write(Array(" and more".utf8), to: file)
    #expect(try text("/tmp/a", on: worst) == "text")
    #expect(try text("/tmp/a", on: best) == "text and more")
  }

  @Test func aSyncedFileDoesNotKeepANameItWasGivenLater() throws {
    let file = try write("text", to: "/tmp/a")
    try program.rename("/tmp/a", to: "/incoming/a")
    try program.sync(file, .eventBytes)
    #expect(worst.paths == ["/incoming/", "/tmp/"])
  }

  @Test func aSyncedFileKeepsNoOtherNameOfItsFolder() throws {
    try write("other", to: "/tmp/b")
    try program.sync(write("text", to: "/tmp/a"), .eventBytes)
    #expect(worst.paths == ["/incoming/", "/tmp/", "/tmp/a"])
  }

  @Test func aSyncedFileDoesNotKeepTheWayToIt() throws {
    try program.makeFolder("/tmp/f", permissions: 0o755)
    try program.sync(write("text", to: "/tmp/f/a"), .eventBytes)
    #expect(worst.paths == ["/incoming/", "/tmp/"])
    try program.sync(folder: "/tmp", .ledgerFolder)
    #expect(worst.paths == ["/incoming/", "/tmp/", "/tmp/f/", "/tmp/f/a"])
  }

  @Test func aSyncedFolderKeepsNamesButNotTheBytesBehindThem() throws {
    try write("text", to: "/tmp/a")
    try program.makeLink("/tmp/l", text: "a")
    try program.sync(folder: "/tmp", .published)
    #expect(try text("/tmp/a", on: worst) == "")
    #expect(try worst.process("reader").linkText("/tmp/l") == "a")
  }

  @Test func aRenameWhoseTargetAloneWasSyncedComesBackUnderBothNames() throws {
    try program.sync(write("text", to: "/tmp/a"), .eventBytes)
    try program.rename("/tmp/a", to: "/incoming/a")
    try program.sync(folder: "/incoming", .published)
    let reader = worst.process("reader")
    let old = try reader.status("/tmp/a")
    #expect(try reader.status("/incoming/a") == old)
    #expect(old.links == 2)
  }

  @Test func aRenameWhoseSourceAloneWasSyncedIsLost() throws {
    try program.sync(write("text", to: "/tmp/a"), .eventBytes)
    try program.rename("/tmp/a", to: "/incoming/a")
    try program.sync(folder: "/tmp", .unqueued)
    #expect(worst.paths == ["/incoming/", "/tmp/"])
  }

  @Test func aReplacedFileComesBackUntilItsFolderIsSynced() throws {
    try program.sync(write("old", to: "/incoming/a"), .eventBytes)
    try program.sync(write("new", to: "/tmp/a"), .eventBytes)
    try program.rename("/tmp/a", to: "/incoming/a")
    #expect(try text("/incoming/a", on: worst) == "old")
    try program.sync(folder: "/incoming", .published)
    #expect(try text("/incoming/a", on: worst) == "new")
  }

  @Test func aRemovedNameComesBackUntilItsFolderIsSynced() throws {
    try program.sync(write("text", to: "/tmp/a"), .eventBytes)
    try program.remove("/tmp/a")
    #expect(try text("/tmp/a", on: worst) == "text")
    try program.sync(folder: "/tmp", .unqueued)
    #expect(worst.paths == ["/incoming/", "/tmp/"])
  }

  @Test func aRemovedNameIsNotBroughtBackByASyncOfItsFile() throws {
    let file = try write("text", to: "/tmp/a")
    try program.remove("/tmp/a")
    try program.sync(file, .eventBytes)
    #expect(worst.paths == ["/incoming/", "/tmp/"])
  }

  @Test func whatSurvivedACutIsDurable() throws {
    try write("text", to: "/tmp/a")
    disk.cutPower(.everythingUnsynced)
    disk.cutPower(.nothingUnsynced)
    #expect(try text("/tmp/a", on: disk) == "text")
  }

  @Test func aCutGivesBackTheRoomOfWhatItLost() throws {
    disk.freeBytes = 10
    try program.sync(write("kept", to: "/tmp/a"), .eventBytes)
    try write("lost", to: "/tmp/b")
    #expect(disk.freeBytes == 2)
    #expect(worst.freeBytes == 6)
  }

  @Test func aCutEndsProcessesAndTheirLocks() throws {
    let file = try write("text", to: "/tmp/a")
    #expect(try program.lock(file, waiting: false))
    disk.cutPower(.everythingUnsynced)
    #expect(program.isDead)
    let next = disk.process("next")
    #expect(try next.lock(next.open("/tmp/a"), waiting: false))
  }

  @Test func aCutOfACopyLeavesTheDiskAndItsProcesses() throws {
    let file = try write("text", to: "/tmp/a")
    #expect(worst.paths == ["/incoming/", "/tmp/"])
    try program.write(Array("!".utf8), to: file)
    #expect(try text("/tmp/a", on: disk) == "text!")
  }

  /// Every mixture but one: a journal never loses both names of a rename.
  @Test func seedsDrawEveryMixtureOfTwoUnsyncedFoldersThatKeepsARename() throws {
    try program.sync(write("text", to: "/tmp/a"), .eventBytes)
    try program.rename("/tmp/a", to: "/incoming/a")
    let outcomes = Set((0..<64).map { disk.afterPowerCut(.seeded($0)).paths })
    let none = ["/incoming/", "/tmp/"]
    let expected: Set = [
      none + ["/tmp/a"], ["/incoming/", "/incoming/a", "/tmp/"],
      ["/incoming/", "/incoming/a", "/tmp/", "/tmp/a"],
    ]
    #expect(outcomes == expected)
  }

  @Test func seedsTearUnsyncedBytesAndNoOthers() throws {
    let file = try write("sure", to: "/tmp/a")
    try program.sync(file, .eventBytes)
    try program.write(Array(" perhaps".utf8), to: file)
    let texts = try Set((0..<64).map { try text("/tmp/a", on: disk.afterPowerCut(.seeded($0))) })
    #expect(texts.allSatisfy { $0.hasPrefix("sure") && "sure perhaps".hasPrefix($0) })
    #expect(texts.isSuperset(of: ["sure", "sure perhaps"]))
    #expect(texts.count > 3)
  }

  @Test func aSeedDrawsTheSameTwice() throws {
    for name in 0..<20 { try write("text", to: "/tmp/\(name)") }
    for seed: UInt64 in 0..<8 {
      #expect(
        disk.afterPowerCut(.seeded(seed)).paths == disk.afterPowerCut(.seeded(seed)).paths)
    }
  }

  @Test func anIgnoredSyncIsCountedAndDoesNothing() throws {
    let disk = SimulatedDisk(ignoring: .published)
    let program = disk.process("program")
    try program.makeFolder("/f", permissions: 0o755)
    try program.sync(folder: "/", .published)
    #expect(program.trace == ["make /f", "sync / (published)"])
    #expect(disk.afterPowerCut(.nothingUnsynced).paths.isEmpty)
    try program.sync(folder: "/", .duplicate)
    #expect(disk.afterPowerCut(.nothingUnsynced).paths == ["/f/"])
  }

  private var worst: SimulatedDisk { disk.afterPowerCut(.nothingUnsynced) }
  private var best: SimulatedDisk { disk.afterPowerCut(.everythingUnsynced) }

  @discardableResult
  private func write(_ text: String, to path: String) throws -> Descriptor {
    let file = try program.create(path, permissions: 0o644)
    try program.write(Array(text.utf8), to: file)
    return file
  }

  private func text(_ path: String, on disk: SimulatedDisk) throws -> String {
    let bytes = try disk.process("reader").contents(path, limit: 100)
    return String(decoding: try #require(bytes), as: UTF8.self)
  }
}
