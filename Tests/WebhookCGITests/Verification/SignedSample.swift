import Common
import Foundation
import Testing

/// A line of `Vectors/signed.jsonl`: a delivery as its project's tests have it.
struct SignedSample: Sendable, CustomTestStringConvertible {
  let name: String
  let provider: String
  let headers: [[String]]
  let body: [UInt8]
  let secret: [UInt8]
  /// Seconds since 1970 at which it is looked at; any, where no time is signed.
  let now: Int64
  /// Nil where projects differ.
  let isGenuine: Bool?

  var testDescription: String { name }

  static func all() throws -> [SignedSample] {
    try VectorLines.read("signed.jsonl").map { try SignedSample($0) }
  }

  /// The scheme that a source of this sender has.
  var scheme: Scheme {
    get throws {
      switch provider {
      case "forgejo", "gogs": .gitea
      case "bitbucket-dc": .bitbucket
      default: try #require(Scheme(rawValue: provider))
      }
    }
  }

  private init(_ line: VectorLines.Line) throws {
    name = line.name
    provider = try #require(line.input["provider"] as? String)
    headers = try #require(line.input["headers"] as? [[String]])
    body = try VectorLines.bytes(line.input["body_b64"])
    secret = try VectorLines.bytes(line.input["secret_b64"])
    now = (line.input["now"] as? Int).map(Int64.init) ?? 0
    isGenuine = line.expected["verify"] as? Bool
  }
}
