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

  private func refuse(_ reasons: [String], source: String = "github") {
    let journal = Journal(spool: bench.spool, clock: clock, program: "webhook-cgi")
    for reason in reasons {
      journal.note("refused") { writer in
        writer.member("source", source)
        writer.member("status", 401)
        writer.member("reason", reason)
      }
      journal.note("accepted") { $0.member("reason", "\"what\":\"refused\"") }
    }
  }

  private var today: JournalDay { JournalDay(clock.now().day, of: bench.spool) }

  @Test
  func onlyLinesThatSaySoAreCounted() throws {
    refuse(["a", "\"what\":\"refused\""])
    #expect(try today.count("refused") == 2)
    #expect(try today.count("accepted") == 2)
    #expect(try today.count("swept") == 0)
  }

  @Test
  func aDayWithoutAFileHasNoLines() throws {
    #expect(try JournalDay("2000-01-01", of: bench.spool).count("refused") == 0)
  }

  @Test
  func theLastLinesComeNewestFirstAcrossManyReads() throws {
    let filler = String(repeating: "x", count: 10_000)
    refuse((0..<60).map { "\($0) \(filler)" })
    let lines = try today.last(3, "refused")
    let reasons = lines.compactMap { RefusedRequest($0)?.reason?.prefix(2) }
    #expect(reasons == ["59", "58", "57"])
  }

  @Test
  func aTornLineIsNotShown() throws {
    refuse(["a"])
    let path = "journal/webhooks_\(clock.now().day).json"
    let file = try bench.files.openForAppending("/spool/\(path)", permissions: 0o660)
    try bench.files.write(Array("{\"time\":\"x\",\"what\":\"refused\"".utf8), to: file)
    bench.files.close(file)
    #expect(try today.count("refused") == 1)
  }

  @Test
  func refusedRequestsOfTodayAndYesterdayComeNewestFirst() throws {
    refuse(["too old"])
    clock.advance(milliseconds: 86_400_000)
    refuse(["yesterday"])
    clock.advance(milliseconds: 86_400_000)
    refuse(["first", "second"])
    refuse(["another"], source: "gitea")
    let now = clock.now()
    let all = try RefusedRequest.newest(in: bench.spool, now: now, source: nil, limit: 9)
    #expect(all.map(\.reason) == ["another", "second", "first", "yesterday"])
    let two = try RefusedRequest.newest(
      in: bench.spool, now: now, source: ViewBench.github, limit: 2)
    #expect(two.map(\.reason) == ["second", "first"])
  }
}
