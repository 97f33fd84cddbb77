import Common
import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// Payloads that senders really send, signed here and taken through the gate.
struct SampleDeliveryTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let provider: String
    let headers: [[String]]
    let payload: [UInt8]
    let event: String
    let action: String?
    let repository: String?

    var testDescription: String { name }

    fileprivate init(_ line: VectorLines.Line) throws {
      name = line.name
      provider = try #require(line.input["provider"] as? String)
      headers = try #require(line.input["headers"] as? [[String]])
      payload = Array(
        try VectorLines.file(try #require(line.input["body_file"] as? String)))
      event = try #require(line.expected["event"] as? String)
      action = line.expected["action"] as? String
      repository = line.expected["repository"] as? String
    }

    /// The delivery, signed the way its sender does.
    var delivery: Delivery {
      let digits = Delivery.signature(of: payload)
      let signatures =
        switch provider {
        case "github": [["X-Hub-Signature-256", "sha256=" + digits]]
        case "gitea": [["X-Gitea-Signature", digits]]
        default: [["X-Forgejo-Signature", digits], ["X-Gitea-Signature", digits]]
        }
      return Delivery(
        path: provider == "github" ? "/hooks/github" : "/hooks/gitea",
        headers: (headers + signatures).map { ($0[0], $0[1]) }, body: payload)
    }
  }

  static func samples() throws -> [Sample] {
    try VectorLines.read("deliveries.jsonl").map { try Sample($0) }
  }

  @Test func everySampleIsThere() throws {
    let samples = try Self.samples()
    #expect(samples.filter { $0.provider == "github" }.count == 15)
    #expect(samples.filter { $0.provider == "gitea" }.count == 3)
    #expect(samples.filter { $0.provider == "forgejo" }.count == 6)
    #expect(samples.allSatisfy { $0.payload.count > 1000 })
  }

  @Test(arguments: try samples())
  func aSampleComesOutAsItCame(_ sample: Sample) throws {
    let bench = try ReceiverBench()
    let reply = try bench.send(sample.delivery)
    #expect(reply.status == 200)
    guard sample.event != "ping" else {
      #expect(reply("status") == "pong")
      #expect(bench.names(.incoming).isEmpty)
      return
    }
    #expect(reply("status") == "accepted")
    #expect(reply("event_type") == sample.event)
    let event = try bench.onlyEvent()
    #expect(event.text("event") == sample.event)
    #expect(event.text("action") == sample.action)
    #expect(event.text("repository") == sample.repository)
    #expect(event.payload == sample.payload)
    #expect(event.text("delivery") == sample.headers.first { $0[0].hasSuffix("-Delivery") }?[1])
  }

  @Test(arguments: try samples())
  func aSampleWithoutItsLastByteIsForged(_ sample: Sample) throws {
    let reply = try ReceiverBench().send(sample.delivery.changed { $0.body.removeLast() })
    #expect(reply.status == 401)
  }
}
