import Foundation
import Testing

/// The lines of a file in `Vectors`, read by Foundation so that our reader is not its own judge.
enum VectorFile {
  struct Line {
    let name: String
    let input: [String: Any]
    let expected: [String: Any]
  }

  static func lines(_ name: String) throws -> [Line] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "jsonl", subdirectory: "Vectors"))
    return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map { line in
      let object = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
      return Line(
        name: try #require(object["name"] as? String),
        input: try #require(object["input"] as? [String: Any]),
        expected: try #require(object["expected"] as? [String: Any]))
    }
  }
}
