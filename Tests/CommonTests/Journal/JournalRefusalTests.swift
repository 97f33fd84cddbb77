import TestSupport
import Testing

@testable import Common

struct JournalRefusalTests {
  private let disk = SimulatedDisk()
  private let files: SimulatedProcess
  private let clock = SimulatedClock()
  private let journal: Journal

  init() throws {
    files = disk.process("receiver")
    try files.makeFolder("/spool", permissions: 0o755)
    try files.makeFolder("/spool/journal", permissions: 0o755)
    journal = Journal(spool: Spool(root: "/spool", files: files), clock: clock, program: "test")
  }

  private var path: String { "/spool/journal/refused_\(clock.now().day).json" }

  /// Makes the file of today so long, and returns the journal's answers and what it added.
  private func note(
    at size: Int, _ bounds: [RefusalBound]
  ) throws -> (noted: [Journal.Noted], added: String) {
    let file = try files.create(path, permissions: 0o660)
    try files.write([UInt8](repeating: 0x0A, count: size), to: file)
    files.close(file)
    let noted = bounds.map { journal.note("refused", upTo: $0) { $0.member("n", 1) } }
    let all = try files.contents(path, limit: 8 << 20) ?? []
    return (noted, String(decoding: all[size...], as: UTF8.self))
  }

  @Test(arguments: RefusalBound.allCases)
  func aLineIsAddedBelowItsBoundAndNoneAtIt(bound: RefusalBound) throws {
    let (noted, added) = try note(at: bound.bytes - 1, [bound, bound])
    #expect(noted == [.written, .full])
    #expect(added.hasSuffix("\"n\":1,\"no_more\":\"\(bound.closedText)\"}\n"))
    #expect(added.utf8.filter { $0 == 0x0A }.count == 1)
  }

  @Test func aLineThatMeetsNoBoundSaysNothingOfIt() throws {
    let (noted, added) = try note(at: 0, [.strangers])
    #expect(noted == [.written])
    #expect(!added.contains("no_more"))
  }

  @Test func aLineOfAHigherBoundSaysThatTheLowerOneIsMet() throws {
    let (_, added) = try note(at: RefusalBound.strangers.bytes - 1, [.ours])
    #expect(added.contains(RefusalBound.strangers.closedText))
  }

  @Test func noiseAtUnknownPathsHidesNoSender() throws {
    let (noted, _) = try note(at: RefusalBound.strangers.bytes, [.strangers, .clients, .ours])
    #expect(noted == [.full, .written, .written])
  }

  @Test func whatClientsDidWrongHidesNoFaultOfOurs() throws {
    let (noted, _) = try note(at: RefusalBound.clients.bytes, [.strangers, .clients, .ours])
    #expect(noted == [.full, .full, .written])
  }

  @Test func aFullFileIsOfItsDayAlone() throws {
    #expect(try note(at: RefusalBound.ours.bytes, [.ours]).noted == [.full])
    clock.advance(milliseconds: 86_400_000)
    #expect(try note(at: 0, [.strangers]).noted == [.written])
  }

  @Test func aFullFileOfRefusalsHidesNothingElse() throws {
    _ = try note(at: RefusalBound.ours.bytes, [.ours])
    journal.note("accepted") { _ in }
    let other = try files.contents("/spool/journal/webhooks_\(clock.now().day).json", limit: 999)
    #expect(other?.isEmpty == false)
  }

  @Test func nothingIsSynced() {
    for bound in RefusalBound.allCases { _ = journal.note("refused", upTo: bound) { _ in } }
    #expect(files.trace.count > 0)
    #expect(files.trace.allSatisfy { !$0.hasPrefix("sync") })
  }

  @Test func aLineThatCannotBeWrittenIsToldFromOneThatMayNot() {
    disk.freeBytes = 0
    guard case .failed(let error) = journal.note("refused", upTo: .ours, { _ in }) else {
      Issue.record("a full disk took a line")
      return
    }
    #expect(error.code == ErrorNumber.noSpace)
  }
}
