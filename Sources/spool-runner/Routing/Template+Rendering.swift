internal import Common

extension Template {
  /// Returns the text with everything put in.
  ///
  /// Secrets are not; a template that may hold one is rendered as bytes.
  func render(_ fields: some EventFields) throws(TemplateFault) -> String {
    String(decoding: try renderBytes(fields, NamedSecrets()), as: UTF8.self)
  }

  /// Returns the bytes with everything put in; bytes, because a secret may be any.
  ///
  /// Strings go in as they are, numbers as they were written, arrays and objects as compact JSON.
  /// A value that is missing or null is a fault unless its place allows it.
  func renderBytes(
    _ fields: some EventFields, _ secrets: NamedSecrets
  ) throws(TemplateFault) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .text(let text):
        bytes += Array(text.utf8)
      case .value(let path, let isOptional):
        bytes += try Self.bytes(fields.value(path), path, isOptional)
      case .secret(let name):
        guard let secret = secrets[name] else { throw .unknownSecret(name) }
        bytes += secret.bytes
      }
    }
    return bytes
  }

  private static func bytes(
    _ value: JSONValue?, _ path: EventPath, _ isOptional: Bool
  ) throws(TemplateFault) -> [UInt8] {
    switch value {
    case nil, .null:
      if isOptional { return [] }
      throw .missing(path)
    case .string(let text): return Array(text.utf8)
    case .number(let text): return Array(text.utf8)
    case .bool(let truth): return Array((truth ? "true" : "false").utf8)
    case .array(let elements): return compact(.array(elements))
    case .object(let members): return compact(.object(members))
    }
  }

  private static func compact(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.value(value)
    return writer.bytes
  }
}
