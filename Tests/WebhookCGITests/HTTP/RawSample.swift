import Foundation
import Testing

/// One request out of another project's tests, and what became of it there.
struct RawSample: Sendable, CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  let isAccepted: Bool
  let expected: Expected?

  struct Expected: Sendable {
    let method: String
    let target: String
    let version: String
    let headers: [[String]]
    let body: [UInt8]
    let rest: Int
  }

  var testDescription: String { name }

  /// All samples in the file, in its order.
  static func all() throws -> [RawSample] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Vectors/raw-sample.jsonl")
    let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
    return try lines.map { try RawSample(line: $0) }
  }

  private init(line: Data) throws {
    let object = try #require(JSONSerialization.jsonObject(with: line) as? [String: Any])
    let expected = try #require(object["expected"] as? [String: Any])
    let input = try #require(object["input"] as? [String: Any])
    name = try #require(object["name"] as? String)
    bytes = try Self.bytes(input["raw_b64"])
    isAccepted = try #require(expected["verdict"] as? String) == "accept"
    self.expected = try (expected["request"] as? [String: Any]).map { try Expected($0) }
  }

  fileprivate static func bytes(_ base64: Any?) throws -> [UInt8] {
    let text = try #require(base64 as? String)
    return Array(try #require(Data(base64Encoded: text)))
  }
}

extension RawSample.Expected {
  fileprivate init(_ object: [String: Any]) throws {
    method = try #require(object["method"] as? String)
    target = try #require(object["target"] as? String)
    version = try #require(object["version"] as? String)
    headers = try #require(object["headers"] as? [[String]])
    body = try RawSample.bytes(object["body_b64"])
    rest = try #require(object["rest_bytes"] as? Int)
  }
}
