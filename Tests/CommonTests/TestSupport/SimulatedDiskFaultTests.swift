import Common
import TestSupport
import Testing

/// A simulated process fails and dies exactly where its plan says.
@Suite struct SimulatedDiskFaultTests {
  private let disk = SimulatedDisk(ignoring: nil)

  /// Five mutating calls among eight.
  private func work(_ process: SimulatedProcess) throws(SystemError) {
    _ = try process.exists("/f")
    try process.makeFolder("/f", permissions: 0o755)
    let file = try process.create("/f/a", permissions: 0o644)
    _ = try process.lock(file, waiting: false)
    try process.write(Array("12345678".utf8), to: file)
    try process.sync(file, .eventBytes)
    _ = try process.names(in: "/f")
    try process.rename("/f/a", to: "/f/b")
    process.close(file)
  }

  @Test func callsAreCounted() throws {
    let process = disk.process("program")
    try work(process)
    #expect(process.calls(.mutating) == 5)
    #expect(process.calls(.every) == 8)
    #expect(
      process.trace == [
        "make /f", "create /f/a", "write descriptor 3", "sync descriptor 3 (eventBytes)",
        "rename /f/a to /f/b",
      ])
  }

  @Test(arguments: 0..<8)
  func theChosenCallFailsAndTheNextOnesWork(_ call: Int) throws {
    let plan = FaultPlan(.call(call, .every), .fails(ErrorNumber.inputOutput, .goesOn))
    let process = disk.process("program", faults: plan)
    let error = #expect(throws: SystemError.self) { try work(process) }
    #expect(error?.code == ErrorNumber.inputOutput)
    #expect(process.calls(.every) == call + 1)
    #expect(!process.isDead)
    try process.makeFolder("/after", permissions: 0o755)
  }

  static let deaths: [(call: Int, death: FaultPlan.Death, paths: [String], text: String?)] = [
    (0, .before, [], nil), (0, .halfway, [], nil), (0, .after, ["/f/"], nil),
    (1, .before, ["/f/"], nil), (1, .after, ["/f/", "/f/a"], ""),
    (2, .before, ["/f/", "/f/a"], ""), (2, .halfway, ["/f/", "/f/a"], "1234"),
    (2, .after, ["/f/", "/f/a"], "12345678"), (4, .before, ["/f/", "/f/a"], "12345678"),
    (4, .halfway, ["/f/", "/f/a"], "12345678"), (4, .after, ["/f/", "/f/b"], "12345678"),
  ]

  @Test(arguments: deaths)
  func deathComesBeforeWithinOrAfterTheChosenCall(
    _ row: (call: Int, death: FaultPlan.Death, paths: [String], text: String?)
  ) throws {
    let plan = FaultPlan(.call(row.call, .mutating), .dies(row.death))
    let process = disk.process("program", faults: plan)
    let error = #expect(throws: SystemError.self) { try work(process) }
    #expect(error?.isDeath == true)
    #expect(process.isDead)
    #expect(disk.paths == row.paths)
    if let text = row.text, let path = row.paths.last {
      #expect(try disk.process("reader").contents(path, limit: 100) == Array(text.utf8))
    }
  }

  @Test func aFailingWriteLeavesHalfOfItsBytes() throws {
    let plan = FaultPlan(.call(2, .mutating), .fails(ErrorNumber.noSpace, .dies))
    let process = disk.process("program", faults: plan)
    let error = #expect(throws: SystemError.self) { try work(process) }
    #expect(error?.code == ErrorNumber.noSpace)
    #expect(process.isDead)
    #expect(try disk.process("reader").contents("/f/a", limit: 100) == Array("1234".utf8))
  }

  @Test func aFailingSyncMakesNothingDurable() throws {
    let plan = FaultPlan(.sync(.eventBytes), .fails(ErrorNumber.inputOutput, .goesOn))
    let process = disk.process("program", faults: plan)
    #expect(throws: SystemError.self) { try work(process) }
    try process.sync(folder: "/", .published)
    #expect(process.trace.count == 5)
    #expect(disk.afterPowerCut(.nothingUnsynced).paths == ["/f/"])
  }

  @Test func theDeadChangeNothingAndHoldNothing() throws {
    let process = disk.process("program")
    let file = try process.create("/a", permissions: 0o644)
    #expect(try process.lock(file, waiting: false))
    let other = disk.process("other")
    let same = try other.open("/a")
    #expect(try !other.lock(same, waiting: false))
    process.kill()
    #expect(try other.lock(same, waiting: true))
    #expect(throws: SystemError.self) { try process.remove("/a") }
    #expect(throws: SystemError.self) { try process.status("/a") }
    process.close(file)
    #expect(disk.paths == ["/a"])
  }

  @Test func waitingForALockThatCannotBecomeFreeIsAnError() throws {
    let holder = disk.process("holder")
    #expect(try holder.lock(holder.create("/a", permissions: 0o644), waiting: false))
    let waiter = disk.process("waiter")
    let file = try waiter.open("/a")
    #expect(throws: SystemError.self) { try waiter.lock(file, waiting: true) }
  }

  @Test func aWriteBeyondTheRoomLeavesWhatFits() throws {
    let process = disk.process("program")
    let file = try process.create("/a", permissions: 0o644)
    disk.freeBytes = 5
    let error = #expect(throws: SystemError.self) {
      try process.write(Array("12345678".utf8), to: file)
    }
    #expect(error?.code == ErrorNumber.noSpace)
    #expect(try process.read(file, limit: 100) == Array("12345".utf8))
    #expect(try process.freeBytes("/") == 0)
    try process.remove("/a")
    #expect(disk.freeBytes == 0)
    process.close(file)
    #expect(disk.freeBytes == 5)
  }
}
