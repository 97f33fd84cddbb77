import Common
import TestSupport
import Testing

@testable import spool_runner

/// Making and replacing a secret, killed and cut at every call.
struct SecretFileCrashTests {
  static let path = "/etc/images.secret"
  static let cuts: [PowerCut] =
    [.nothingUnsynced, .everythingUnsynced] + (1...8).map { .seeded($0) }

  /// A disk with an old secret, or with a folder for one.
  private static func disk(old: Bool) throws -> SimulatedDisk {
    let disk = SimulatedDisk()
    let files = disk.process("setup")
    try files.makeFolder("/etc", permissions: 0o755)
    if old {
      let file = try files.create(path, permissions: 0o400)
      try files.write(Array("old\n".utf8), to: file)
    }
    disk.syncEverything()
    return disk
  }

  private static func put(_ files: any FileSystem, keeping: Bool = false) throws
    -> SecretFile.Outcome
  {
    try SecretFile(path: path, files: files, trusted: [0, 7]).put("new", keeping: keeping) { _ in
      SecretFile.Owner(user: 7, group: 0)
    }
  }

  /// What a receiver would read; nil when there is no file.
  private static func text(_ disk: SimulatedDisk) throws -> String? {
    let files = disk.process("receiver")
    guard try files.exists(path) else { return nil }
    return String(decoding: try files.contents(path, limit: 100) ?? [], as: UTF8.self)
  }

  @Test(arguments: [true, false])
  func aSecretThatWasToldOfStays(old: Bool) throws {
    for cut in Self.cuts {
      let disk = try Self.disk(old: old)
      #expect(try Self.put(disk.process("runner")) == (old ? .replaced : .made))
      disk.cutPower(cut)
      #expect(try Self.text(disk) == "new\n", "\(cut)")
    }
  }

  @Test(arguments: [true, false], [FaultPlan.Death.before, .halfway, .after])
  func aSecretIsTheOldOneOrTheNewOneAndWhole(old: Bool, death: FaultPlan.Death) throws {
    let trial = try Self.disk(old: old).process("trial")
    _ = try Self.put(trial)
    let calls = trial.calls(.mutating)
    #expect(calls >= 6)
    for call in 0..<calls {
      for cut in Self.cuts {
        let disk = try Self.disk(old: old)
        let plan = FaultPlan(.call(call, .mutating), .dies(death))
        _ = try? Self.put(disk.process("dying", faults: plan))
        disk.cutPower(cut)
        let text = try Self.text(disk)
        #expect(text == "new\n" || text == (old ? "old\n" : nil), "call \(call), \(cut)")
        // What was left behind is in nobody's way.
        let next = disk.process("next")
        _ = try Self.put(next)
        #expect(try next.names(in: "/etc") == ["images.secret"])
        #expect(try Self.text(disk) == "new\n")
      }
    }
  }

  @Test func aFailureLeavesTheOldSecretAndNothingElse() throws {
    let trial = try Self.disk(old: true).process("trial")
    _ = try Self.put(trial)
    // The last call is the sync of the folder: the new one is in place then.
    for call in 0..<trial.calls(.mutating) - 1 {
      let disk = try Self.disk(old: true)
      let plan = FaultPlan(.call(call, .mutating), .fails(ErrorNumber.inputOutput, .goesOn))
      #expect(throws: SecretFile.Fault.self) {
        try Self.put(disk.process("failing", faults: plan))
      }
      #expect(try Self.text(disk) == "old\n")
      #expect(try disk.process("next").names(in: "/etc") == ["images.secret"])
    }
  }

  @Test func aSecretThatIsThereIsKept() throws {
    let disk = try Self.disk(old: true)
    let files = disk.process("runner")
    #expect(try Self.put(files, keeping: true) == .kept)
    #expect(try Self.text(disk) == "old\n")
    #expect(files.calls(.mutating) == 0)
  }

  @Test func theFileIsTheReceiversAndReadableAlone() throws {
    let disk = try Self.disk(old: false)
    _ = try Self.put(disk.process("runner"))
    let status = try disk.process("looking").status(Self.path)
    #expect(status.permissions == 0o400 && status.owner == 7 && status.group == 0)
  }

  static let draft = "/etc/.images.secret.new"

  @Test func twoCommandsDoNotMakeOneSecretAtATime() throws {
    let disk = try Self.disk(old: true)
    let other = disk.process("other")
    #expect(try other.lock(other.create(Self.draft, permissions: 0o400), waiting: false))
    #expect(throws: SecretFile.Fault.self) { try Self.put(disk.process("runner")) }
    #expect(try Self.text(disk) == "old\n")
    other.kill()
    #expect(try Self.put(disk.process("runner")) == .replaced)
  }

  /// A member of the folder's group can open the folder, and where it may, make the draft.
  @Test func nothingThatAnotherAccountCanLockHoldsUpASecret() throws {
    let disk = try Self.disk(old: true)
    try disk.change("/etc", permissions: 0o777)
    let member = disk.process("member", user: SimulatedUser(id: 1000, group: 1000))
    #expect(try member.lock(member.open("/etc"), waiting: false))
    #expect(try member.lock(member.create(Self.draft, permissions: 0o666), waiting: false))
    #expect(try Self.put(disk.process("runner")) == .replaced)
    let status = try disk.process("looking").status(Self.path)
    #expect(status.owner == 7 && status.permissions == 0o400)
  }
}
