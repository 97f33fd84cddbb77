import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// A receiver that is killed while a source counts bodies: `docs/INTERNALS.md`, "The ledger".
struct ReplayCrashTests {
  private func bench() throws -> ReceiverBench {
    let bench = try ReceiverBench(source: #""replay":"body","#)
    #expect(try bench.send(.github("{}", delivery: "first")).status == 200)
    bench.disk.syncEverything()
    return bench
  }

  /// What one receiver does until it is killed, and how many calls it takes undisturbed.
  private func serve(
    _ delivery: Delivery, _ bench: ReceiverBench, dyingAt call: Int? = nil
  ) throws -> Int {
    let plan = call.map { FaultPlan(.call($0, .mutating), .dies(.before)) }
    let process = bench.disk.process("receiver", faults: plan)
    try? bench.serve(ScriptedStream(delivery.bytes), process)
    let calls = process.calls(.mutating)
    process.kill()
    return calls
  }

  @Test func aDeliveryIsAcceptedOnceWhereverTheFirstReceiverDied() throws {
    let total = try serve(.github(), bench())
    #expect(total >= 8)
    for call in 0..<total {
      let bench = try bench()
      _ = try serve(.github(), bench, dyingAt: call)
      let reply = try bench.send(.github())
      #expect([200, 409].contains(reply.status), "call \(call): \(reply.text)")
      #expect(bench.names(.incoming).count == 2, "call \(call)")
    }
  }

  /// Nobody was answered, so at most this one replay may stand there, and no second.
  @Test func ofAReplayWhoseReceiverDiedAtMostOneIsStored() throws {
    let replay = Delivery.github("{}", delivery: "second")
    let total = try serve(replay, bench())
    for call in 0..<total {
      let bench = try bench()
      _ = try serve(replay, bench, dyingAt: call)
      for id in ["second", "third", "third"] {
        #expect(try bench.send(.github("{}", delivery: id)).status == 409, "call \(call), \(id)")
      }
      #expect(bench.names(.incoming).count <= 2, "call \(call)")
    }
  }

  @Test func aBodyThatWasAnsweredIsKnownAfterAPowerCut() throws {
    for cut in [PowerCut.nothingUnsynced, .everythingUnsynced] + (1...8).map({ .seeded($0) }) {
      let bench = try bench()
      #expect(try bench.send(.github()).status == 200)
      bench.disk.cutPower(cut)
      let next = bench.disk.process("next")
      let stream = ScriptedStream(Delivery.github(delivery: "d-2").bytes)
      try bench.serve(stream, next)
      #expect(try Reply(stream.written).status == 409)
      #expect(try next.names(in: "/spool/incoming").count == 2)
    }
  }

  /// The loser takes back its own entry: its id was never used.
  @Test func theIDOfAReplayIsNotUsedUp() throws {
    let bench = try bench()
    #expect(try bench.send(.github("{}", delivery: "d-1")).status == 409)
    #expect(try bench.send(.github(#"{"new":1}"#, delivery: "d-1"))("status") == "accepted")
  }
}
