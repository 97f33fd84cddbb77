import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// What a refused request costs: no sync, and no file but a line of a bounded one.
struct RefusalCostTests {
  static let refused: [Delivery] = [
    .github(secret: "another"), Delivery.github().without("X-Hub-Signature-256"),
    Delivery.github().changed { $0.path = "/nobody" },
    Delivery.github().changed { $0.method = "GET" },
    Delivery.github().with("Content-Type", "text/plain"),
    Delivery.github().changed { $0.declaredCount = 1 << 30 },
    Delivery.github().changed { $0.declaredCount = 5000 },
    .github("{"), .github([UInt8](repeating: 0x20, count: 1 << 20), secret: "another"),
  ]

  /// A bench whose folders are all there, as they are after its first request.
  private static func bench() throws -> ReceiverBench {
    let bench = try ReceiverBench()
    // A large one, so that the slots' files are there.
    let first = Delivery.github(BodyRoomTests.large, delivery: "first")
    #expect(try bench.send(first).status == 200)
    return bench
  }

  @Test(arguments: refused)
  func itSyncsNothingAndLeavesNoOtherFile(_ delivery: Delivery) throws {
    let bench = try Self.bench()
    let before = bench.disk.paths
    let receiver = bench.disk.process("receiver")
    let stream = ScriptedStream(delivery.bytes)
    try bench.serve(stream, receiver)
    #expect(try Reply(stream.written).status >= 400)
    #expect(receiver.trace.allSatisfy { !$0.hasPrefix("sync") })
    let new = Set(bench.disk.paths).subtracting(before)
    #expect(new == ["/spool/journal/refused_\(bench.clock.now().day).json"])
  }

  @Test(arguments: zip(refused, [150, 150, 0, 0, 0, 0, 69, 1, 1 << 20]))
  func itsLineSaysHowMuchOfTheBodyWasRead(_ delivery: Delivery, _ atMost: Int) throws {
    let bench = try ReceiverBench()
    _ = try bench.send(delivery)
    let bytes = try #require(try bench.journal().last?["bytes"]?.asInteger)
    #expect(bytes <= atMost)
    #expect((bytes == 0) == (atMost == 0))
  }

  @Test func itsLineSaysWhoseFaultItIs() {
    #expect(Refusal.unknownPath.bound(isOfASource: false) == .strangers)
    // A wrong secret in a path.
    #expect(Refusal.unknownPath.bound(isOfASource: true) == .clients)
    #expect(Refusal.tooSlow.bound(isOfASource: true) == .clients)
    #expect(Refusal.misconfigured("").bound(isOfASource: false) == .ours)
    #expect(Refusal.unavailable("", retryAfter: 1).bound(isOfASource: true) == .ours)
  }

  @Test func aFullFileStopsNoRequest() throws {
    let bench = try Self.bench()
    let path = "/spool/journal/refused_\(bench.clock.now().day).json"
    try bench.files.put(String(repeating: "\n", count: RefusalBound.ours.bytes), at: path)
    #expect(try bench.send(.github(secret: "another")).status == 401)
    #expect(try bench.send(.github(delivery: "next")).status == 200)
    #expect(try bench.files.status(path).size == RefusalBound.ours.bytes)
  }

  @Test func itsLineSaysHowManySecretsWereTried() throws {
    let bench = try ReceiverBench(secret: #"[{"env":"SECRET"},{"env":"SECRET"}]"#)
    _ = try bench.send(.github(secret: "another"))
    let line = try #require(try bench.journal().last)
    #expect(line["secrets_tried"]?.asInteger == 2)
    #expect(line["clock_difference"] == nil)
  }

  @Test func aRefusalThatTriedNoneSaysSo() throws {
    let bench = try ReceiverBench()
    _ = try bench.send(Delivery.github().without("X-Hub-Signature-256"))
    #expect(try bench.journal().last?["secrets_tried"]?.asInteger == 0)
    _ = try bench.send(Delivery.github().with("Content-Type", "text/plain"))
    #expect(try bench.journal().last?["secrets_tried"] == nil)
  }

  /// Positive when our clock is ahead of the sender's, or the request is old.
  @Test(arguments: [Int64(400), -400])
  func itsLineSaysHowFarTheSignedTimeIsOff(seconds: Int64) throws {
    let bench = try ReceiverBench(
      sources: #""x":{"path":"/hooks/github","scheme":"hmac","secret":{"env":"SECRET"},"#
        + #""hmac":{"header":"X-S","signed":"{header:X-T}.{body}","time":{"header":"X-T"}}}"#)
    let time = "\(bench.clock.now().seconds - seconds)"
    let signature = Delivery.signature(of: Array("\(time).{}".utf8))
    _ = try bench.send(
      Delivery.github("{}").adding("X-T", time).adding("X-S", signature))
    let line = try #require(try bench.journal().last)
    #expect(line["reason"]?.asString == "signature untimely")
    #expect(line["secrets_tried"]?.asInteger == 1)
    #expect(line["clock_difference"]?.asInteger == Int(seconds))
  }
}
