import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// A delivery that comes again.
struct DuplicateTests {
  private func key(_ source: String, _ delivery: String = "d-1") throws -> DeliveryKey {
    DeliveryKey(source: try #require(SpoolWord(source)), delivery: delivery)
  }

  @Test(arguments: [Delivery.github(), .gitea()])
  func aDeliverySeenBeforeIsAConflictWithTheFirstEventsID(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    let first = try bench.send(delivery)
    let second = try bench.send(delivery)
    #expect(second.status == 409)
    #expect(
      second.memberNames == ["error", "status_code", "path", "correlation_id", "event_id"])
    #expect(second("error") == "this delivery was accepted before")
    #expect(try second.required("event_id") == first("event_id"))
    #expect(bench.names(.incoming).count == 1)
    #expect(bench.names(.tmp).isEmpty)
    #expect(bench.names(.orders).isEmpty)
  }

  @Test(arguments: [200, 202])
  func aSourceMayAcceptItInstead(_ status: Int) throws {
    let bench = try ReceiverBench(source: #""answers":{"duplicate":\#(status)},"#)
    let first = try bench.send(.github())
    let second = try bench.send(.github())
    #expect(second.status == status)
    #expect(second.memberNames == ["status", "delivery_id", "event_type", "event_id"])
    #expect(second("status") == "duplicate")
    #expect(second("delivery_id") == "d-1")
    #expect(try second.required("event_id") == first("event_id"))
    #expect(bench.names(.incoming).count == 1)
  }

  @Test func anotherDeliveryOrAnotherSourceIsNoDuplicate() throws {
    let bench = try ReceiverBench()
    for delivery in [
      Delivery.github(), .github(delivery: "d-2"), .github(delivery: "D-1"), .gitea(),
    ] {
      #expect(try bench.send(delivery).status == 200)
    }
    #expect(bench.names(.incoming).count == 4)
  }

  @Test func aForgedRepetitionIsNotToldThatItIsOne() throws {
    let bench = try ReceiverBench()
    #expect(try bench.send(.github()).status == 200)
    let reply = try bench.send(.github(secret: "another"))
    #expect(reply.status == 401)
    #expect(reply("event_id") == nil)
  }

  @Test func anEventThatMovedOnIsStillKnown() throws {
    let bench = try ReceiverBench()
    let first = try bench.send(.github())
    let name = try #require(bench.names(.incoming).first)
    try bench.files.remove(bench.theSpool.path(.incoming, name))
    let second = try bench.send(.github())
    #expect(second.status == 409)
    #expect(try second.required("event_id") == first("event_id"))
  }

  /// Somebody presses "Redeliver" because a task of the event failed.
  @Test(arguments: [Delivery.github(), .gitea()])
  func aRedeliveryOfAFailedEventLeavesAnOrder(_ delivery: Delivery) throws {
    let bench = try ReceiverBench()
    let first = try bench.send(delivery)
    let source = String(delivery.path.dropFirst("/hooks/".count))
    try bench.theSpool.ledger.markFailed(key(source))
    let second = try bench.send(delivery)
    #expect(second.status == 200)
    #expect(second("status") == "accepted")
    #expect(try second.required("event_id") == first("event_id"))
    #expect(bench.names(.incoming).count == 1)
    let file = try #require(bench.names(.orders).first)
    let order = try bench.files.text(at: bench.theSpool.path(.orders, file))
    let event = try first.required("event_id")
    #expect(order == #"{"order":"retry","event":"\#(event)"}"# + "\n")
    #expect(bench.names(.tmp).isEmpty)
  }

  @Test func aFailedSyncOfTheOrderIsNotAnswered200() throws {
    for point in [SyncPoint.orderBytes, .orderPlaced] {
      let bench = try ReceiverBench()
      #expect(try bench.send(.github()).status == 200)
      try bench.theSpool.ledger.markFailed(key("github"))
      let faults = FaultPlan(.sync(point), .fails(5, .goesOn))
      #expect(try bench.send(.github(), faults: faults).status == 503)
    }
  }

  /// The other process holds the lock on its file in `tmp/` and has noted the delivery.
  @Test func aDeliveryBeingWrittenIsAskedForAgainInASecond() throws {
    let bench = try ReceiverBench()
    let other = try start(bench)
    let reply = try bench.send(.github())
    #expect(reply.status == 503)
    #expect(reply.field("Retry-After") == "1")
    #expect(bench.names(.incoming).isEmpty)
    other.process.kill()
    let again = try bench.send(.github())
    #expect(again.status == 409)
    #expect(again("event_id") == other.id.description)
    #expect(bench.names(.incoming).count == 1)
  }

  /// A receiver that has got as far as the ledger.
  private func start(_ bench: ReceiverBench) throws -> (process: SimulatedProcess, id: EventID) {
    try bench.theSpool.makeFolders(\.isReceivers)
    let process = bench.disk.process("other")
    let spool = Spool(root: ReceiverBench.spool, files: process)
    let source = try #require(SpoolWord("github"))
    let id = EventID(at: bench.clock.now(), random: 1)
    var event = EventFile(id: id, source: source, received: bench.clock.now())
    event.event = "issues"
    let draft = try spool.draft(id)
    try draft.append(event.head() + Array("{}".utf8) + event.tail())
    #expect(try spool.ledger.record(event.name, for: key("github")) == nil)
    return (process, id)
  }
}
