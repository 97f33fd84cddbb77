import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Every id of a delivery has a key of its own, whatever its bytes and however long it is.
struct DeliveryTextTests {
  static let long = String(repeating: "x", count: 5000)

  @Test func idsInHeadersNeedNotBeUTF8() throws {
    let bench = try ReceiverBench()
    for (byte, status) in [(0xFF, 200), (0xFE, 200), (0xFF, 409), (0xFE, 409)] as [(UInt8, Int)] {
      let plain = Delivery.github(delivery: "@")
      let bytes = plain.bytes.map { $0 == UInt8(ascii: "@") ? byte : $0 }
      let stream = ScriptedStream(bytes)
      try bench.serve(stream, from: "192.0.2.7", bench.files)
      #expect(try Reply(stream.written).status == status)
    }
    // The replacement character, which both were taken for, is a third id.
    #expect(try bench.send(.github(delivery: "\u{FFFD}")).status == 200)
  }

  @Test(arguments: [
    (#""\#(long)a""#, #""\#(long)b""#), ("1\(String(repeating: "0", count: 5000))", "7"),
  ])
  func idsInPayloadsMayBeLong(_ first: String, _ second: String) throws {
    let sender = Sender(.stripe)
    let bench = try sender.bench()
    let texts = try [first, second, first, second].map { id in
      let reply = try bench.send(sender.delivery(#"{"type":"push","id":\#(id)}"#))
      #expect(reply.status == 200)
      return try reply.required("status")
    }
    #expect(texts == ["accepted", "accepted", "duplicate", "duplicate"])
  }

  @Test(arguments: ["[\(long)]", "{}", "null"].map { $0.replacing("x", with: "1") })
  func whatIsNoTextAndNoNumberIsNoID(_ value: String) throws {
    let sender = Sender(.stripe)
    let bench = try sender.bench()
    for _ in 0..<2 {
      let reply = try bench.send(sender.delivery(#"{"type":"push","id":\#(value)}"#))
      #expect(reply("status") == "accepted")
      #expect(reply("delivery_id") == nil)
    }
  }

  /// Recovery and the mark of a dead letter make the key of what the event file says.
  @Test func theEventFileHasWhatTheKeyIsMadeOf() throws {
    let sender = Sender(.stripe)
    let bench = try sender.bench()
    let reply = try bench.send(sender.delivery(#"{"type":"push","id":"\#(Self.long)"}"#))
    let delivery = try #require(try bench.onlyEvent().text("delivery"))
    #expect(delivery == reply("delivery_id"))
    #expect(delivery.hasPrefix("sha256:"))
    let source = try #require(SpoolWord("x"))
    let key = DeliveryKey(source: source, delivery: delivery)
    #expect(try bench.theSpool.ledger.find(key)?.id.description == reply("event_id"))
  }
}
