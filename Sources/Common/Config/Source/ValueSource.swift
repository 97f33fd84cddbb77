/// Where one thing about an event is said.
package enum ValueSource: Equatable, Sendable {
  /// In this header, in lower case.
  case header(String)

  /// In the payload, behind these names.
  case payload([String])

  /// In the payload in parts, which a slash joins; only a known sender's row has it.
  case joined([[String]])

  package static let keys = ["header", "payload"]
  static let expected = #"{"header": NAME} or {"payload": "path.to.member"}"#

  /// Reads an object such as `{"header": "X-Event"}`; some headers are withheld.
  init(_ reader: ConfigReader, withheld: [String]) throws(ConfigFault) {
    try reader.finish(Self.keys)
    let path = try reader.parsed("payload", "a path such as \"data.id\"") { Self.path($0) }
    switch (try reader.fieldName("header"), path) {
    case (let header?, nil):
      if withheld.contains(header) {
        throw reader.wrong("header", .string(header), "a header that is no credential")
      }
      self = .header(header)
    case (nil, let path?): self = .payload(path)
    default:
      throw ConfigFault(
        file: reader.file, key: reader.path, .missing(expected: Self.expected))
    }
  }

  /// Names with dots between them, or a list of names where a name has a dot itself.
  static func path(_ value: JSONValue) -> [String]? {
    let names: [String]
    switch value {
    case .string(let text):
      names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    case .array(let elements):
      names = elements.compactMap { $0.asString }
      if names.count != elements.count { return nil }
    default: return nil
    }
    return names.isEmpty || names.contains("") ? nil : names
  }
}
