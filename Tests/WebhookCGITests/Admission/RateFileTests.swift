import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// The file that all receivers of a source count in.
struct RateFileTests {
  static let path = "/state/rate_x"

  let disk = SimulatedDisk(ignoring: nil)
  let clock = SimulatedClock()
  let test: SimulatedProcess
  private let allowance = Allowance(RateLimit(requests: 1, period: 60_000, burst: 2))
  private let client = RateClient("192.0.2.7")

  init() throws {
    test = disk.process("test")
    try test.makeFolder("/state", permissions: 0o2770)
  }

  private func file(_ files: any FileSystem, salt: UInt8 = 7) -> RateFile {
    RateFile(path: Self.path, files: files, clock: clock) {
      [UInt8](repeating: salt, count: RateTable.saltSize)
    }
  }

  /// Whether requests pass, each counted by a process of its own.
  private func passes(
    _ count: Int, _ client: RateClient? = nil, _ kind: RateKind = .verified
  ) throws -> [Bool] {
    try (0..<count).map { _ in
      try file(disk.process("receiver")).count(client ?? self.client, kind, allowance)?.wait == 0
    }
  }

  @Test func theLimitHoldsAcrossProcesses() throws {
    #expect(try passes(4) == [true, true, false, false])
    clock.advance(milliseconds: 60_000)
    #expect(try passes(2) == [true, false])
  }

  @Test func theFileIsMadeForTheGroupAndStaysAsLargeAsItIs() throws {
    _ = try passes(5)
    let status = try test.status(Self.path)
    #expect(status.permissions == 0o660)
    #expect(status.size == RateTable.size)
    for number in 0..<100 { _ = try passes(1, RateClient("10.0.0.\(number)")) }
    #expect(try test.status(Self.path).size == RateTable.size)
  }

  @Test func clientsAndKindsAreCountedApart() throws {
    #expect(try passes(3, client, .refused) == [true, true, false])
    #expect(try passes(3, client, .verified) == [true, true, false])
    #expect(try passes(2, RateClient("192.0.2.8"), .refused) == [true, true])
  }

  @Test func aRefusedRequestWritesNothing() throws {
    _ = try passes(2)
    let receiver = disk.process("receiver")
    #expect(try file(receiver).count(client, .verified, allowance)?.wait ?? 0 > 0)
    #expect(receiver.trace == ["open \(Self.path)"])
  }

  @Test func whileAnotherCountsTheRequestGoesUncounted() throws {
    _ = try passes(2)
    let other = disk.process("other")
    let held = try other.openForUpdating(Self.path, permissions: 0o660)
    #expect(try other.lock(held, waiting: false))
    let before = try test.contents(Self.path, limit: 1 << 20)
    #expect(try file(disk.process("receiver")).count(client, .verified, allowance) == nil)
    #expect(try test.contents(Self.path, limit: 1 << 20) == before)
    other.close(held)
    #expect(try passes(1) == [false])
  }

  @Test(arguments: ["", "short", "{\"json\": true}", String(repeating: "x", count: 200_000)])
  func whateverElseStandsThereIsWrittenOver(text: String) throws {
    let foreign = try test.create(Self.path, permissions: 0o660)
    try test.write(Array(text.utf8), to: foreign)
    test.close(foreign)
    #expect(try passes(3) == [true, true, false])
  }

  @Test func aTableThatEndsTooEarlyIsMadeAnew() throws {
    _ = try passes(2)
    let whole = try #require(try test.contents(Self.path, limit: 1 << 20))
    for size in [0, 1, RateTable.headSize, RateTable.size - 1] {
      try test.remove(Self.path)
      let cut = try test.create(Self.path, permissions: 0o660)
      try test.write(Array(whole.prefix(size)), to: cut)
      test.close(cut)
      #expect(try passes(3) == [true, true, false])
      #expect(try test.status(Self.path).size == RateTable.size)
    }
  }

  @Test func noiseInTheTableLetsEverybodyWaitForAnIntervalAtMost() throws {
    _ = try passes(2)
    let noise = try test.openForUpdating(Self.path, permissions: 0o660)
    var random = SplitMix(seed: 1)
    let bytes = (RateTable.headSize..<RateTable.size).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
    try test.write(bytes, to: noise, at: RateTable.headSize)
    test.close(noise)
    clock.advance(milliseconds: 60_000)
    for number in 0..<50 { #expect(try passes(1, RateClient("10.0.0.\(number)")) == [true]) }
    #expect(try passes(1) == [true])
  }

  @Test func aReceiverThatDiesAnywhereLeavesAFileThatIsUsed() throws {
    let calls = 6
    for call in 0..<calls {
      for death in [FaultPlan.Death.before, .halfway, .after] {
        let plan = FaultPlan(.call(call, .every), .dies(death))
        let dying = disk.process("dying", faults: plan)
        _ = try? file(dying).count(client, .verified, allowance)
        #expect(dying.isDead)
        #expect(try passes(3).last == false)
        try test.remove(Self.path)
      }
    }
  }

  @Test func whatCannotBeReadIsThrownAndLeavesNothingOpen() throws {
    try test.makeFolder(Self.path, permissions: 0o755)
    #expect(throws: SystemError.self) { try passes(1) }
    let receiver = disk.process("receiver", faults: FaultPlan(.call(2, .every), .fails(5, .goesOn)))
    try test.removeFolder(Self.path)
    #expect(throws: SystemError.self) {
      try file(receiver).count(client, .verified, allowance)
    }
    #expect(try passes(1) == [true])
  }

  @Test func aClockThatWasSetBackKeepsNobodyOut() throws {
    _ = try passes(2)
    clock.set(Moment(microseconds: clock.now().microseconds - 86_400_000_000))
    #expect(try passes(1) == [false])
    clock.advance(milliseconds: 60_000)
    #expect(try passes(2) == [true, false])
  }

  @Test func theSaltDecidesWhereAClientStands() throws {
    let places = Set(
      (0..<64).map { salt in
        RateTable(salt: [UInt8](repeating: salt, count: RateTable.saltSize))
          .place(of: client, .verified).offset
      })
    #expect(places.count > 32)
    let table = RateTable(salt: [UInt8](repeating: 1, count: RateTable.saltSize))
    for number in 0..<255 {
      let client = RateClient("10.0.0.\(number)")
      let verified = table.place(of: client, .verified)
      let refused = table.place(of: client, .refused)
      #expect((verified.offset - RateTable.headSize) % RateBucket.size == 0)
      #expect(refused.offset == verified.offset + RateTable.buckets * RateBucket.size)
      #expect(refused.offset + RateBucket.size <= RateTable.size)
      #expect(refused.mark == verified.mark)
    }
  }
}
