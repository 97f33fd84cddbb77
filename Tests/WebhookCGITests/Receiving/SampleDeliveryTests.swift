import Common
import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// Payloads that forges really send, signed here and taken through the gate.
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
        case "gitlab": [["X-Gitlab-Token", ReceiverBench.secret], ["Idempotency-Key", "d-1"]]
        case "bitbucket", "bitbucket-dc": [["X-Hub-Signature", "sha256=" + digits]]
        default: [["X-Forgejo-Signature", digits], ["X-Gitea-Signature", digits]]
        }
      return Delivery(
        path: "/hooks/\(scheme)", headers: (headers + signatures).map { ($0[0], $0[1]) },
        body: payload)
    }

    var scheme: String {
      switch provider {
      case "forgejo": "gitea"
      case "bitbucket-dc": "bitbucket"
      default: provider
      }
    }

    /// The id that is the same when the sender comes again; Bitbucket's hook has one as well.
    var id: String? {
      let names = [
        "x-github-delivery", "x-gitea-delivery", "x-forgejo-delivery", "idempotency-key",
        "x-request-uuid", "x-request-id",
      ]
      return delivery.headers.first { names.contains($0.0.lowercased()) }?.1
    }

    /// Whether anything but the token is looked at.
    var isSigned: Bool { scheme != "gitlab" }
  }

  static func samples() throws -> [Sample] {
    try VectorLines.read("deliveries.jsonl").map { try Sample($0) }
  }

  private func bench() throws -> ReceiverBench {
    try ReceiverBench(
      sources: ["github", "gitea", "gitlab", "bitbucket"].map {
        #""\#($0)":{"path":"/hooks/\#($0)","scheme":"\#($0)","secret":{"env":"SECRET"}}"#
      }.joined(separator: ","))
  }

  @Test func everySampleIsThere() throws {
    let samples = try Self.samples()
    #expect(samples.filter { $0.provider == "github" }.count == 15)
    #expect(samples.filter { $0.provider == "gitea" }.count == 3)
    #expect(samples.filter { $0.provider == "forgejo" }.count == 6)
    #expect(samples.filter { $0.provider == "gitlab" }.count == 5)
    #expect(samples.filter { $0.scheme == "bitbucket" }.count == 4)
    #expect(samples.allSatisfy { $0.payload.count > 1000 })
  }

  @Test(arguments: try samples())
  func aSampleComesOutAsItCame(_ sample: Sample) throws {
    let bench = try bench()
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
    #expect(event.text("delivery") == sample.id)
    #expect(event.members["verified"] as? Bool == true)
    #expect(try bench.everything().allSatisfy { !$0.contains(ReceiverBench.secret) })
  }

  @Test(arguments: try samples().filter(\.isSigned))
  func aSampleWithoutItsLastByteIsForged(_ sample: Sample) throws {
    let reply = try bench().send(sample.delivery.changed { $0.body.removeLast() })
    #expect(reply.status == 401)
  }
}
