import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// How often a client may send.
///
/// Every request here is served by a process of its own.
struct RateTests {
  static let twice = #""rate":{"requests":2,"per":"1m"},"#
  private static let forged = Delivery.github(secret: "another")

  /// The statuses of so many deliveries, one after the other.
  private func statuses(
    _ bench: ReceiverBench, _ deliveries: [Delivery], from peer: String? = "192.0.2.7"
  ) throws -> [Int] {
    try deliveries.map { try bench.send($0, from: peer).status }
  }

  private func genuine(_ count: Int, _ name: String = "d") -> [Delivery] {
    (0..<count).map { .github(delivery: "\(name)-\($0)") }
  }

  @Test func oneRequestTooManyIsAnswered429AndNotStored() throws {
    let bench = try ReceiverBench(source: Self.twice)
    #expect(try statuses(bench, genuine(2)) == [200, 200])
    let reply = try bench.send(.github(delivery: "late"))
    #expect(reply.status == 429)
    #expect(reply("error") == "too many requests")
    #expect(reply.memberNames == ["error", "status_code", "path", "correlation_id"])
    #expect(reply.field("Retry-After") == "30")
    #expect(try bench.journal().last?["reason"]?.asString == RateTests.reason("verified"))
    bench.clock.advance(milliseconds: 30_000)
    #expect(try bench.send(.github(delivery: "late")).status == 200)
    #expect(try bench.send(.github(delivery: "later")).status == 429)
    #expect(try bench.journal().count == 5)
  }

  private static func reason(_ kind: String) -> String {
    "rate: too many \(kind) requests of this client"
  }

  @Test func aForgerUsesUpNothingOfTheGenuineSender() throws {
    let bench = try ReceiverBench(source: Self.twice)
    let flood = [Delivery](repeating: Self.forged, count: 4)
    #expect(try statuses(bench, flood) == [401, 401, 429, 429])
    #expect(try bench.journal().last?["reason"]?.asString == Self.reason("refused"))
    #expect(try statuses(bench, genuine(3)) == [200, 200, 429])
  }

  @Test func theGenuineSenderUsesUpNothingOfOthersEither() throws {
    let bench = try ReceiverBench(source: Self.twice)
    #expect(try statuses(bench, genuine(3)) == [200, 200, 429])
    #expect(try statuses(bench, [Self.forged]) == [401])
    #expect(try statuses(bench, genuine(2, "e"), from: "192.0.2.8") == [200, 200])
    #expect(try statuses(bench, genuine(3, "f"), from: nil) == [200, 200, 429])
    #expect(try statuses(bench, genuine(3, "g"), from: "unix") == [200, 200, 429])
  }

  @Test func sourcesAreCountedApart() throws {
    let bench = try ReceiverBench(source: Self.twice)
    #expect(try statuses(bench, genuine(3)) == [200, 200, 429])
    #expect(try bench.send(.gitea()).status == 200)
    #expect(Set(bench.names(.state)) == ["rate_github", "rate_gitea"])
  }

  @Test func pingsDuplicatesAndUnwantedEventsCount() throws {
    let bench = try ReceiverBench(source: Self.twice + #""events":["issues"],"#)
    let unwanted = [
      Delivery.github(#"{"zen":"z"}"#, event: "ping"), .github(event: "push"), .github("[]"),
    ]
    #expect(try statuses(bench, unwanted) == [200, 200, 429])
  }

  @Test func aSignedFormThatCannotBeReadCountsAsGenuine() throws {
    let bench = try ReceiverBench(source: Self.twice)
    let form = Delivery.github("a=b").with("Content-Type", "application/x-www-form-urlencoded")
    #expect(try statuses(bench, [form, form, form]) == [400, 400, 429])
    #expect(try statuses(bench, [Self.forged]) == [401])
  }

  @Test func aWrongPathSecretIsNeverCountedAndNever429() throws {
    let bench = try ReceiverBench(
      sources: #""images":{"path":"/i/{secret}","scheme":"path","secret":{"env":"SECRET"},"#
        + #""rate":{"requests":1,"per":"1d"}}"#)
    var wrong = Delivery.github()
    wrong.path = "/i/guess"
    #expect(try statuses(bench, [wrong, wrong, wrong]) == [404, 404, 404])
    #expect(bench.names(.state) == [])
  }

  @Test func theStatusChosenForTheUnverifiedIsNotThatOfTooMany() throws {
    let bench = try ReceiverBench(
      source: #""rate":{"requests":1,"per":"1m"},"answers":{"unauthorized":403},"#)
    #expect(try statuses(bench, [Self.forged, Self.forged]) == [403, 429])
  }

  @Test func withoutARateNothingIsKept() throws {
    let bench = try ReceiverBench()
    #expect(try statuses(bench, genuine(50) + [Self.forged]).last == 401)
    #expect(bench.names(.state) == [])
  }

  @Test func aStateThatCannotBeUsedRefusesNobody() throws {
    let bench = try ReceiverBench(source: Self.twice)
    #expect(try bench.send(.github()).status == 200)
    try bench.files.remove("/spool/state/rate_github")
    try bench.files.makeFolder("/spool/state/rate_github", permissions: 0o700)
    #expect(try statuses(bench, genuine(4, "e")) == [200, 200, 200, 200])
    #expect(try statuses(bench, [Self.forged, Self.forged, Self.forged]) == [401, 401, 401])
  }

  /// Whatever call of a receiver fails: the sender may be told so, and is never told 429.
  @Test func noFailingCallMakesARequestOneTooMany() throws {
    let calls = try {
      let bench = try ReceiverBench(source: Self.twice)
      let receiver = bench.disk.process("receiver")
      try bench.serve(ScriptedStream(Delivery.github().bytes), receiver)
      return receiver.calls(.every)
    }()
    #expect(calls > 20)
    for call in 0..<calls {
      let bench = try ReceiverBench(source: Self.twice)
      let faults = FaultPlan(.call(call, .every), .fails(5, .goesOn))
      #expect(try bench.send(.github(), faults: faults).status != 429, "call \(call)")
      #expect([200, 409].contains(try bench.send(.github()).status), "call \(call)")
    }
  }
}
