import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Bodies around the two limits: what is held in memory, and what is accepted.
struct BodyTests {
  static func json(_ count: Int) -> [UInt8] {
    let frame = Array(#"{"a":""}"#.utf8)
    return frame.dropLast(2) + [UInt8](repeating: 0x78, count: count - frame.count)
      + frame.suffix(2)
  }

  @Test(arguments: [-1, 0, 1], [false, true])
  func aBodyAroundWhatIsHeldIsStoredWhole(_ more: Int, _ isChunked: Bool) throws {
    let bench = try ReceiverBench()
    let body = Self.json(Body.held + more)
    let delivery = Delivery.github(body).changed { $0.isChunked = isChunked }
    #expect(try bench.send(delivery).status == 200)
    #expect(try bench.onlyEvent().payload == body)
    #expect(bench.names(.tmp).isEmpty)
  }

  @Test(arguments: [-1, 0, 1], [false, true])
  func aBodyIsRefusedFromOneByteOverTheLimit(_ more: Int, _ isChunked: Bool) throws {
    for limit in [20, 4096, Body.held, Body.held + 5000] {
      let bench = try ReceiverBench(source: #""max_body":\#(limit),"#)
      let body = Self.json(limit + more)
      let reply = try bench.send(.github(body).changed { $0.isChunked = isChunked })
      #expect(reply.status == (more > 0 ? 413 : 200))
      #expect(reply("error") == (more > 0 ? "the body is larger than \(limit) bytes" : nil))
      #expect(bench.names(.incoming).count == (more > 0 ? 0 : 1))
      #expect(bench.names(.tmp).isEmpty)
    }
  }

  @Test func aDeclaredSizeOverTheLimitIsRefusedBeforeAnythingIsRead() throws {
    let bench = try ReceiverBench(source: #""max_body":"25MB","#)
    let head = Delivery.github().changed { $0.declaredCount = 25 << 20 + 1 }.head
    let stream = ScriptedStream([.bytes(Array(head.utf8)), .bytes([0x7B])])
    try bench.serve(stream, bench.files)
    #expect(try Reply(stream.written).status == 413)
    #expect(stream.calls.prefix(3) == [.read, .write, .finish])
  }

  @Test func aHeldBodyTouchesNoDisk() throws {
    let bench = try ReceiverBench()
    let files = bench.disk.process("receiver")
    let body = Self.json(Body.held)
    try bench.serve(ScriptedStream(Delivery.github(body, secret: "x").bytes), files)
    #expect(files.trace.allSatisfy { !$0.contains("/tmp/") })
    try bench.serve(ScriptedStream(Delivery.github(body + [0x20], secret: "x").bytes), files)
    #expect(files.trace.contains { $0.contains("/tmp/") })
  }

  @Test func aSpilledBodyHasNoNameWhileItIsRead() throws {
    let bench = try ReceiverBench()
    try bench.theSpool.makeFolders(\.isReceivers)
    var body = Body(spool: bench.theSpool, id: EventID(at: bench.clock.now(), random: 3))
    let piece = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    for _ in 0..<5 { try body.append(piece) }
    #expect(body.count == 250_000)
    #expect(bench.names(.tmp).isEmpty)
    var all: [UInt8] = []
    for _ in 1...2 {
      all = []
      try body.forEachPiece { piece throws(SystemError) in all += piece }
      #expect(all == (0..<5).flatMap { _ in piece })
    }
    var buffer = [UInt8](repeating: 0, count: 9)
    let count = try buffer.withUnsafeMutableBytes { try body.read(at: 249_995, into: $0) }
    #expect(count == 5)
    #expect(buffer.prefix(5) == piece.suffix(5))
    #expect(try buffer.withUnsafeMutableBytes { try body.read(at: 250_000, into: $0) } == 0)
  }

  @Test func aBodyThatCannotBeSpilledIsA503() throws {
    let bench = try ReceiverBench(top: #""keep_free":0,"#)
    bench.disk.freeBytes = 1000
    let reply = try bench.send(.github(Self.json(Body.held + 1)))
    #expect(reply.status == 503)
    #expect(reply.field("Retry-After") == "30")
    #expect(bench.names(.tmp).isEmpty)
  }

  @Test(arguments: [1, 2, 3, 17, 4096])
  func howTheBytesAreCutDoesNotMatter(_ piece: Int) throws {
    for isChunked in [false, true] {
      let bench = try ReceiverBench()
      let delivery = Delivery.github().changed { $0.isChunked = isChunked }
      try bench.serve(ScriptedStream(delivery.bytes, piece: piece), bench.files)
      #expect(try bench.onlyEvent().payload == delivery.body)
    }
  }
}
