import Common
import Testing
import TestSupport

@testable import spool_runner

struct JournalDayTests {
  private let bench: ViewBench
  private let clock = SimulatedClock()

  init() throws {
    bench = try ViewBench()
  }

  private func note(_ what: String, _ reasons: [String]) {
    let journal = Journal(spool: bench.spool, clock: clock, program: "webhook-cgi")
    for reason in reasons { journal.note(what) { $0.member("reason", reason) } }
  }

  private var today: JournalDay { JournalDay(.webhooks, clock.now().day, of: bench.spool) }

  @Test
  func onlyLinesThatSaySoAreCounted() throws {
    note("ignored", ["a", "\"what\":\"ignored\""])
    note("accepted", ["\"what\":\"ignored\""])
    #expect(try today.count("ignored") == 2)
    #expect(try today.count("accepted") == 1)
    #expect(try today.count("swept") == 0)
  }

  @Test
  func theFilesOfADayAreTwo() throws {
    note("ignored", ["a"])
    #expect(try JournalDay(.refused, clock.now().day, of: bench.spool).count("ignored") == 0)
  }

  @Test
  func aDayWithoutAFileHasNoLines() throws {
    #expect(try JournalDay(.refused, "2000-01-01", of: bench.spool).count("refused") == 0)
  }

  @Test
  func theLastLinesComeNewestFirstAcrossManyReads() throws {
    let filler = String(repeating: "x", count: 10_000)
    note("ignored", (0..<60).map { "\($0) \(filler)" })
    let lines = try today.last(3, "ignored")
    let reasons = try lines.compactMap { try JSONValue.parse($0)["reason"]?.asString?.prefix(2) }
    #expect(reasons == ["59", "58", "57"])
  }

  @Test
  func aTornLineIsNotShown() throws {
    note("ignored", ["a"])
    let path = "journal/webhooks_\(clock.now().day).json"
    let file = try bench.files.openForAppending("/spool/\(path)", permissions: 0o660)
    try bench.files.write(Array("{\"time\":\"x\",\"what\":\"ignored\"".utf8), to: file)
    bench.files.close(file)
    #expect(try today.count("ignored") == 1)
  }
}
