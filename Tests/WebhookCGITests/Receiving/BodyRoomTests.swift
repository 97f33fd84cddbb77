import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Large bodies that nothing has verified yet: few at once, and never in the reserve.
struct BodyRoomTests {
  static let large = #"{"a":""# + String(repeating: "x", count: 200_000) + #""}"#

  /// Receivers that are in the middle of a large body.
  static func others(_ count: Int, _ bench: ReceiverBench) throws -> SimulatedProcess {
    let others = bench.disk.process("others")
    for _ in 0..<count {
      let room = BodyRoom(spool: Spool(root: ReceiverBench.spool, files: others), keptFree: 0)
      _ = try #require(try room.takeSlot())
    }
    return others
  }

  @Test func oneMoreThanMayLieThereIsToldToComeAgain() throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(.github()).status == 200)
    let others = try Self.others(BodyRoom.usualSlots, bench)
    let reply = try bench.send(.github(Self.large, delivery: "d-2"))
    #expect(reply.status == 503)
    #expect(reply.field("Retry-After") == "5")
    // A small body needs no slot.
    #expect(try bench.send(.github(delivery: "d-3")).status == 200)
    others.kill()
    #expect(try bench.send(.github(Self.large, delivery: "d-2")).status == 200)
  }

  @Test func aSlotIsFreeOnceTheSignatureWasLookedAt() throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(.github()).status == 200)
    _ = try Self.others(BodyRoom.usualSlots - 1, bench)
    let process = bench.disk.process("receiver")
    for delivery in ["a", "b"] {
      // One process for both: what the first one held it would hold against the second.
      let stream = ScriptedStream(Delivery.github(Self.large, delivery: delivery).bytes)
      try bench.serve(stream, process)
      #expect(try Reply(stream.written)("delivery_id") == delivery)
    }
  }

  /// The room goes while the body comes.
  @Test func theReserveIsLeftAloneWhileABodyComes() throws {
    let bench = try ReceiverBench(top: #""keep_free":"1MB","#)
    let body = [UInt8](repeating: 0x20, count: 6 << 20)
    #expect(try bench.send(.github()).status == 200)
    bench.disk.freeBytes = 4 << 20
    let process = bench.disk.process("receiver")
    let stream = ScriptedStream(Delivery.github(body, delivery: "d-2").bytes, piece: 60_000)
    try bench.serve(stream, process)
    #expect(try Reply(stream.written).status == 503)
    #expect(try bench.journal().last?["reason"]?.asString?.contains("keep_free") == true)
    // Nothing was written into the reserve but what lies between two looks.
    let lost = (4 << 20) - bench.disk.freeBytes
    #expect(lost <= (3 << 20) + BodyRoom.step)
    process.kill()
    #expect(bench.names(.tmp).isEmpty)
  }

  /// A client brings it about: it may not fill the part of the journal that is for our own faults.
  @Test func tooManyAtOnceIsNoFaultOfOurs() throws {
    let refusal = Refusal.overloaded("", retryAfter: 5)
    #expect(refusal.bound(isOfASource: true) == .clients)
    #expect(!refusal.isOurs)
    #expect(Refusal.unavailable("", retryAfter: 5).isOurs)
  }
}
