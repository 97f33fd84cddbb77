import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// A spool that cannot take an event.
struct SpoolFaultTests {
  @Test func aHigherFormatIsRefused() throws {
    let bench = try ReceiverBench()
    try bench.files.put("2\n", at: "/spool/format")
    let reply = try bench.send(.github())
    #expect(reply.status == 503)
    #expect(reply("error") == "try again later")
    #expect(reply.field("Retry-After") == "60")
    #expect(try bench.files.names(in: "/spool") == ["format", "journal"])
  }

  @Test func ourFormatIsTaken() throws {
    let bench = try ReceiverBench()
    try bench.files.put("1\n", at: "/spool/format")
    #expect(try bench.send(.github()).status == 200)
  }

  @Test(arguments: [(99_999, 503), (100_000, 503), (200_000, 200)])
  func theRunnersRoomIsLeft(_ free: Int, _ status: Int) throws {
    let bench = try ReceiverBench(top: #""keep_free":100001,"#)
    bench.disk.freeBytes = free
    let reply = try bench.send(.github())
    #expect(reply.status == status)
    #expect(reply.field("Retry-After") == (status == 503 ? "60" : nil))
    #expect(bench.names(.incoming).count == (status == 200 ? 1 : 0))
  }

  @Test func aFullDiskIsA503AndLeavesNothing() throws {
    for free in stride(from: 0, to: 700, by: 50) {
      let bench = try ReceiverBench(top: #""keep_free":0,"#)
      bench.disk.freeBytes = free
      let reply = try bench.send(.github())
      #expect(reply.status == 503 || !bench.names(.incoming).isEmpty)
      if reply.status == 503 {
        #expect(reply.field("Retry-After") == "30")
        #expect(bench.names(.incoming).isEmpty)
        #expect(bench.names(.tmp).isEmpty)
      }
    }
  }

  @Test func aMissingSpoolIsNotMade() throws {
    let bench = try ReceiverBench()
    try bench.files.removeFolder(ReceiverBench.spool)
    #expect(try bench.send(.github()).status == 503)
    #expect(bench.disk.paths == ["/config.json"])
  }

  @Test(arguments: [SyncPoint.spoolFolders, .eventBytes, .ledgerFolder, .ledgerEntry, .published])
  func aFailedSyncIsNeverAnswered200(_ point: SyncPoint) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(.github(), faults: FaultPlan(.sync(point), .fails(5, .goesOn)))
    #expect(reply.status == 503)
    #expect(reply.field("Retry-After") == (point == .spoolFolders ? "60" : "30"))
    #expect(!reply.text.contains("/spool"))
  }

  /// The very first event of a spool, whose folders are as new as the event.
  @Test func theFirstEventOfANewSpoolSurvivesAPowerCut() throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(.github())
    #expect(reply.status == 200)
    bench.disk.cutPower(.nothingUnsynced)
    let name = try #require(try bench.disk.process("next").names(in: "/spool/incoming").first)
    #expect(try name.hasPrefix(reply.required("event_id")))
  }

  /// Whichever call fails, 200 means the event outlives a power cut, and the rest is 5xx.
  @Test func everyCallMayFail() throws {
    var call = 0
    while true {
      let bench = try ReceiverBench()
      let receiver = bench.disk.process(
        "receiver", faults: FaultPlan(.call(call, .every), .fails(28, .goesOn)))
      let stream = ScriptedStream(Delivery.github().bytes)
      try bench.serve(stream, receiver)
      let reply = try Reply(stream.written)
      #expect([200, 503].contains(reply.status), "call \(call)")
      bench.disk.cutPower(.nothingUnsynced)
      let names = try? bench.disk.process("next").names(in: "/spool/incoming")
      if reply.status == 200 { #expect(names?.count == 1, "call \(call)") }
      if call >= receiver.calls(.every) { break }
      call += 1
    }
    #expect(call > 20)
  }

  /// What a client did wrong, or what went wrong with a file, is told nobody outside.
  @Test func theReasonIsInTheJournalAlone() throws {
    let bench = try ReceiverBench()
    let faults = FaultPlan(.sync(.published), .fails(5, .goesOn))
    let reply = try bench.send(.github(), faults: faults)
    #expect(reply("error") == "try again later")
    let line = try #require(try bench.journal().last)
    #expect(line["status"]?.asInteger == 503)
    #expect(try #require(line["reason"]?.asString).contains("/spool/incoming"))
    #expect(try line["correlation_id"]?.asString == reply.required("correlation_id"))
  }
}
