internal import Foundation

/// The published test data in `Tests/CommonTests/Vectors`, for every test target.
package enum Vectors {
  /// The path of a file there, such as `json/pass01.json`.
  package static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../CommonTests/Vectors/\(name)").standardizedFileURL.path
  }

  package static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}
