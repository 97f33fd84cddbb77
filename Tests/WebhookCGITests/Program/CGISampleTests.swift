import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// The program started with exactly the variables and the input of each sample.
struct CGISampleTests {
  static let path = "/hooks/github"

  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let environment: [String: String]
    let input: [UInt8]
    let isHeld: Bool
    /// Not variables and a body, but a request as it comes over a connection.
    let isRaw: Bool
    let secret: [UInt8]
    let isAccepted: Bool
    let statusClasses: [String]

    var testDescription: String { name }

    fileprivate init(_ line: VectorLines.Line) throws {
      name = line.name
      isRaw = line.input["kind"] as? String == "raw-route"
      isHeld = line.input["hold"] as? Bool ?? false
      secret = try line.input["secret_b64"].map { try VectorLines.bytes($0) } ?? [0x78]
      environment = (line.input["env"] as? [String: String] ?? [:])
        .mapValues { $0.replacing("@ROUTE@", with: CGISampleTests.path) }
      let bytes = try VectorLines.bytes(line.input[isRaw ? "raw_b64" : "stdin_b64"])
      input =
        isRaw
        ? Array(String(decoding: bytes, as: UTF8.self).replacing("@ROUTE@", with: path).utf8)
        : bytes
      isAccepted = try #require(line.expected["accepted"] as? Bool)
      statusClasses = try #require(line.expected["status"] as? [String])
    }
  }

  static func samples() throws -> [Sample] {
    try VectorLines.read("cgi-sample.jsonl").map { try Sample($0) }
  }

  @Test func everySampleIsThere() throws {
    let samples = try Self.samples()
    #expect(samples.count == 10)
    #expect(samples.filter(\.isAccepted).count == 4)
    #expect(samples.filter(\.isHeld).count == 1)
    #expect(samples.filter(\.isRaw).count == 1)
  }

  @Test(arguments: try samples())
  func aSampleIsAnsweredAsExpected(_ sample: Sample) throws {
    let bench = try ProgramBench(secret: sample.secret)
    let result = try bench.run(
      [], sample.environment, input: sample.input, isHeld: sample.isHeld)
    #expect(result.exit == 0)
    #expect(result.error == "")
    #expect(result.text.hasPrefix(sample.isRaw ? "HTTP/1.1 " : "Status: "))
    let status = try Reply(result.output).status
    #expect(sample.statusClasses.contains("\(status / 100)"))
    #expect(bench.events().count == (sample.isAccepted ? 1 : 0))
    if sample.isAccepted { #expect(try bench.onlyEvent().payload == sample.input) }
  }
}
