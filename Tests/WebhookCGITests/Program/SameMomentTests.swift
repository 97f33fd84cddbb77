import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// Many programs on one spool, of which none waits for another.
struct SameMomentTests {
  static let count = 16

  /// All heads first, then all bodies: so every program is as far as it can be before one ends.
  private func exchange(_ bench: ProgramBench, _ deliveries: [Delivery]) throws -> [Reply] {
    let connections = try deliveries.map { _ in try bench.connect() }
    for (delivery, connection) in zip(deliveries, connections) {
      connection.client.send(Array(delivery.head.utf8) + delivery.body.dropLast())
    }
    for (delivery, connection) in zip(deliveries, connections) {
      connection.client.send([UInt8](delivery.body.suffix(1)))
    }
    return try connections.map { client, run in
      let reply = try Reply(client.readAll())
      client.close()
      #expect(run.wait() == 0)
      return reply
    }
  }

  @Test(arguments: 1...5)
  func oneDeliveryIsAcceptedOnce(_ round: Int) throws {
    let bench = try ProgramBench()
    let replies = try exchange(bench, Array(repeating: .github(), count: Self.count))
    let accepted = replies.filter { $0.status == 200 }
    try #require(accepted.count == 1)
    #expect(replies.allSatisfy { [200, 409, 503].contains($0.status) })
    let id = try accepted[0].required("event_id")
    for reply in replies where reply.status == 409 { #expect(reply("event_id") == id) }
    for reply in replies where reply.status == 503 { #expect(reply.field("Retry-After") == "1") }
    #expect(try bench.onlyEvent().text("id") == id)
    #expect(bench.names("tmp").isEmpty)
    let later = try exchange(bench, [.github()])
    #expect(later[0].status == 409)
  }

  /// A captured body, sent by many at once under ids of their own.
  @Test(arguments: 1...5)
  func oneBodyIsAcceptedOnceWhereBodiesCount(_ round: Int) throws {
    let bench = try ProgramBench(source: #""replay":"body","#)
    let deliveries = (1...Self.count).map { Delivery.github(delivery: "d-\($0)") }
    let replies = try exchange(bench, deliveries)
    #expect(replies.filter { $0.status == 200 }.count == 1)
    #expect(replies.allSatisfy { [200, 409, 503].contains($0.status) })
    #expect(bench.events().count == 1)
    #expect(bench.names("tmp").isEmpty)
    for reply in try exchange(bench, deliveries) { #expect(reply.status == 409) }
    #expect(bench.events().count == 1)
  }

  @Test func differentDeliveriesDoNotMeet() throws {
    let bench = try ProgramBench()
    let deliveries = (1...Self.count).map { Delivery.github(delivery: "d-\($0)") }
    let replies = try exchange(bench, deliveries)
    #expect(replies.allSatisfy { $0.status == 200 })
    #expect(try Set(replies.map { try $0.required("event_id") }).count == Self.count)
    #expect(bench.events().count == Self.count)
    let journal = try bench.names("journal").map {
      try String(contentsOfFile: "\(bench.spool)/journal/\($0)", encoding: .utf8)
    }
    #expect(journal.joined().split(separator: "\n").count == Self.count)
  }
}
