/// What a source says about its proof, where its scheme leaves that open.
package enum ProofSettings: Equatable, Sendable {
  /// The scheme says it all.
  case none
  case hmac(SignatureRule)
  case token(header: String, prefix: String)
  case basic(user: String)

  /// The keys of a source that belong to one scheme each, and are named like it.
  package static let keys = ["hmac", "token", "basic"]
  package static let tokenKeys = ["header", "prefix"]
  package static let basicKeys = ["user"]

  /// Reads the object that a scheme needs; those of other schemes are refused.
  init(_ scheme: Scheme, _ reader: ConfigReader) throws(ConfigFault) {
    for key in Self.keys where key != scheme.rawValue && reader.value(key) != nil {
      throw reader.fault(
        key, .wrong(found: "scheme \"\(scheme.rawValue)\"", expected: "scheme \"\(key)\" for it"))
    }
    switch scheme {
    case .hmac: self = .hmac(try SignatureRule(Self.object("hmac", reader)))
    case .token: self = try Self.token(Self.object("token", reader))
    case .basic: self = try Self.basic(Self.object("basic", reader))
    default: self = .none
    }
  }

  private static func object(
    _ key: String, _ reader: ConfigReader
  ) throws(ConfigFault) -> ConfigReader {
    try reader.required(reader.object(key), key, "an object")
  }

  private static func token(_ reader: ConfigReader) throws(ConfigFault) -> ProofSettings {
    try reader.finish(tokenKeys)
    let header = try reader.required(reader.fieldName("header"), "header", FieldName.expected)
    if FieldName.alwaysKept.contains(header) {
      throw reader.wrong("header", .string(header), "a header that is not kept with every event")
    }
    return .token(
      header: header,
      prefix: try reader.parsed("prefix", "a text") { $0.asString } ?? "")
  }

  private static func basic(_ reader: ConfigReader) throws(ConfigFault) -> ProofSettings {
    try reader.finish(basicKeys)
    let expected = "a user's name without a colon"
    let user = try reader.parsed("user", expected) {
      $0.asString.flatMap { $0.utf8.contains(.colon) ? nil : $0 }
    }
    return .basic(user: try reader.required(user, "user", expected))
  }
}
