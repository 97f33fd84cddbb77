import Foundation
import Testing

/// A line of `Vectors/signed.jsonl`: a delivery as its project's tests have it.
struct SignedSample: Sendable, CustomTestStringConvertible {
  let name: String
  let provider: String
  let headers: [[String]]
  let body: [UInt8]
  let secret: [UInt8]
  /// Nil where projects differ.
  let isGenuine: Bool?

  var testDescription: String { name }

  static func all() throws -> [SignedSample] {
    try VectorLines.read("signed.jsonl").map { try SignedSample($0) }
  }

  private init(_ line: VectorLines.Line) throws {
    name = line.name
    provider = try #require(line.input["provider"] as? String)
    headers = try #require(line.input["headers"] as? [[String]])
    body = try VectorLines.bytes(line.input["body_b64"])
    secret = try VectorLines.bytes(line.input["secret_b64"])
    isGenuine = line.expected["verify"] as? Bool
  }
}
