import Foundation
import Testing

/// The lines of a file in `Vectors`, read by Foundation so that our reader is not its own judge.
enum VectorLines {
  struct Line {
    let name: String
    let input: [String: Any]
    let expected: [String: Any]
  }

  static func read(_ name: String) throws -> [Line] {
    try file(name).split(separator: UInt8(ascii: "\n")).map { line in
      let object = try #require(JSONSerialization.jsonObject(with: line) as? [String: Any])
      return Line(
        name: try #require(object["name"] as? String),
        input: try #require(object["input"] as? [String: Any]),
        expected: try #require(object["expected"] as? [String: Any]))
    }
  }

  /// The whole content of a file there, byte for byte.
  static func file(_ name: String) throws -> Data {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try Data(contentsOf: folder.appending(path: "Vectors/\(name)"))
  }

  static func bytes(_ base64: Any?) throws -> [UInt8] {
    let text = try #require(base64 as? String)
    return Array(try #require(Data(base64Encoded: text)))
  }
}
