import Common
import TestSupport
import Testing

@testable import spool_runner

struct RefusedRequestTests {
  private static let day: Int64 = 86_400_000

  private let bench: ViewBench
  private let clock = SimulatedClock()

  init() throws {
    bench = try ViewBench()
  }

  private func refuse(
    _ reasons: [String], source: String = "github", _ more: (inout JSONWriter) -> Void = { _ in }
  ) {
    let journal = Journal(spool: bench.spool, clock: clock, program: "webhook-cgi")
    for reason in reasons {
      _ = journal.note("refused", upTo: .clients) { writer in
        writer.member("source", source)
        writer.member("remote", "192.0.2.7")
        writer.member("status", 401)
        writer.member("reason", reason)
        writer.member("bytes", 512)
        more(&writer)
        writer.member("correlation_id", "c-1")
      }
    }
  }

  private func listed(_ change: (inout ListQuery) -> Void = { _ in }) throws -> [RefusedRequest] {
    var query = ListQuery(subject: .refused)
    change(&query)
    return try RefusedRequest.newest(in: bench.spool, now: clock.now(), query)
  }

  @Test func thoseOfTodayAndYesterdayComeNewestFirst() throws {
    refuse(["too old"])
    clock.advance(milliseconds: Self.day)
    refuse(["yesterday"])
    clock.advance(milliseconds: Self.day)
    refuse(["first", "second"])
    refuse(["another"], source: "gitea")
    #expect(try listed().map(\.reason) == ["another", "second", "first", "yesterday"])
    let two = try listed {
      $0.source = ViewBench.github
      $0.limit = 2
    }
    #expect(two.map(\.reason) == ["second", "first"])
  }

  @Test func sinceGoesBackAsFarAsItSaysAndNoFarther() throws {
    refuse(["a week ago"])
    clock.advance(milliseconds: 7 * Self.day - 7_200_000)
    refuse(["two hours ago"])
    clock.advance(milliseconds: 7_200_000)
    refuse(["now"])
    #expect(try listed { $0.since = 3_600_000 }.map(\.reason) == ["now"])
    #expect(try listed { $0.since = 7_201_000 }.map(\.reason) == ["now", "two hours ago"])
    #expect(try listed { $0.since = 7 * Self.day + 1000 }.count == 3)
    #expect(try listed { $0.since = 7 * Self.day - 1000 }.count == 2)
  }

  @Test func aFileThatOnlyLooksLikeADayIsNotRead() throws {
    try bench.put("journal/refused_old.json", "{\"what\":\"refused\",\"time\":\"3000\"}\n")
    #expect(try listed { $0.since = Self.day } == [])
  }

  @Test func aPersonSeesAllThatIsKnownOfARefusal() throws {
    refuse(["signature untimely"]) {
      $0.member("secrets_tried", 2)
      $0.member("clock_difference", 312)
    }
    let request = try #require(try listed().first)
    #expect(
      Array(request.row.dropFirst())
        == ["401", "github", "192.0.2.7", "512", "2", "+312 s", "c-1", "signature untimely"])
    #expect(request.row.count == RefusedRequest.titles.count)
  }

  @Test func aScriptSeesAllThatIsKnownOfARefusal() throws {
    refuse(["signature untimely"]) { $0.member("clock_difference", -8) }
    var writer = JSONWriter()
    try #require(try listed().first).write(to: &writer)
    let value = try JSONValue.parse(writer.bytes)
    guard case .object(let members) = value else {
      Issue.record("no object")
      return
    }
    #expect(
      members.map(\.name) == [
        "time", "status", "source", "remote", "reason", "bytes", "secrets_tried",
        "clock_difference", "correlation_id", "no_more",
      ])
    #expect(value["bytes"]?.asInteger == 512)
    #expect(value["secrets_tried"] == .null)
    #expect(value["clock_difference"]?.asInteger == -8)
  }

  @Test func theLineThatMetABoundSaysSo() throws {
    try bench.put(
      "journal/refused_\(clock.now().day).json",
      String(repeating: "\n", count: RefusalBound.clients.bytes - 1))
    refuse(["last", "not noted"])
    #expect(
      try listed().map(\.row.last) == [
        "last; no more refusals but our own faults are noted today"
      ])
  }
}
