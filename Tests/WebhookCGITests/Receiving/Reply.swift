import Common
import Foundation
import Testing

@testable import webhook_cgi

/// What a sender was told, taken from the bytes it got.
struct Reply {
  let status: Int
  let text: String
  private let fields: [String: String]
  private let members: [String: Any]

  init(_ bytes: [UInt8]) throws {
    text = String(decoding: bytes, as: UTF8.self)
    let parts = text.components(separatedBy: "\r\n\r\n")
    let lines = try #require(parts.first).components(separatedBy: "\r\n")
    let words = try #require(lines.first).split(separator: " ")
    status = try #require(words.dropFirst().first.flatMap { Int($0) }, "no status: \(text)")
    fields = Dictionary(
      lines.dropFirst().map { line in
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        return (line[..<colon].lowercased(), String(line[colon...].dropFirst(2)))
      }, uniquingKeysWith: { "\($0), \($1)" })
    let body = Data(parts.dropFirst().joined(separator: "\r\n\r\n").utf8)
    members =
      body.isEmpty ? [:] : try #require(JSONSerialization.jsonObject(with: body) as? [String: Any])
  }

  func field(_ name: String) -> String? { fields[name.lowercased()] }

  /// A member of the answer's object, as text; nil when it is missing or null.
  func callAsFunction(_ name: String) -> String? {
    members[name].flatMap { $0 is NSNull ? nil : "\($0)" }
  }

  /// A member that must be there, as text.
  func required(_ name: String) throws -> String {
    let value: String? = self(name)
    return try #require(value)
  }

  var memberNames: Set<String> { Set(members.keys) }
}
