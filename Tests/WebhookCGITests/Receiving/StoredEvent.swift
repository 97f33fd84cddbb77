import Common
import Foundation
import Testing

/// An event file, read by Foundation so that our reader is not its own judge.
struct StoredEvent {
  let bytes: [UInt8]
  let members: [String: Any]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    members = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  func text(_ name: String) -> String? { members[name] as? String }

  var headers: [String: String] { members["headers"] as? [String: String] ?? [:] }

  /// The payload's bytes as they stand in the file.
  var payload: [UInt8] {
    let text = Data(bytes)
    guard let start = text.range(of: Data(#","payload":"#.utf8))?.upperBound,
      let end =
        (text.range(of: Data(#","body_base64":"#.utf8), options: .backwards)
        ?? text.range(of: Data(#","event":""#.utf8), options: .backwards))?.lowerBound
    else { return [] }
    return Array(text[start..<end])
  }

  /// The body as it came, where it was a form.
  var body: [UInt8]? {
    text("body_base64").flatMap { Data(base64Encoded: $0) }.map { Array($0) }
  }
}
