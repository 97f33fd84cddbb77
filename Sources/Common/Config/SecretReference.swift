/// Where a secret is; the configuration never holds one itself.
package enum SecretReference: Equatable, Sendable {
  /// An absolute path.
  case file(String)

  /// A name in `$CREDENTIALS_DIRECTORY` (systemd.exec, "CREDENTIALS").
  case credential(String)

  /// An environment variable.
  case env(String)

  /// The keys of the object that stands for a secret; it has exactly one of them.
  package static let keys = ["file", "credential", "env"]

  static let expected = #"{"file": ...}, {"credential": ...} or {"env": ...}"#
}

extension SecretReference {
  /// Reads the object at a key path.
  ///
  /// No fault shows a value: it may be the secret itself, put in the wrong place.
  package init(_ value: JSONValue, file: String, path: String) throws(ConfigFault) {
    if case .string = value {
      let expected = "\(Self.expected); a secret never stands in the configuration itself"
      throw ConfigFault(
        file: file, key: path, .wrong(found: value.kindName, expected: expected))
    }
    let reader = try ConfigReader(value, file: file, path: path, expected: Self.expected)
    try reader.finish(Self.keys)
    guard reader.members.count == 1, let member = reader.members.first else {
      let found = reader.members.isEmpty ? "an empty object" : "several keys"
      throw ConfigFault(file: file, key: path, .wrong(found: found, expected: Self.expected))
    }
    switch member.name {
    case "file":
      self = .file(try Self.text(reader, member, "an absolute path", ConfigReader.absolutePath))
    case "credential":
      self = .credential(try Self.text(reader, member, "a credential's name", Self.fileName))
    default:
      self = .env(try Self.text(reader, member, "a variable's name", Self.variableName))
    }
  }

  private static func text(
    _ reader: ConfigReader, _ member: JSONMember, _ expected: String, _ check: (String) -> String?
  ) throws(ConfigFault) -> String {
    guard let text = member.value.asString.flatMap(check) else {
      throw reader.fault(
        member.name, .wrong(found: member.value.kindName, expected: expected))
    }
    return text
  }

  /// Returns a name that cannot lead out of its folder.
  private static func fileName(_ text: String) -> String? {
    let isSafe = !text.utf8.contains { $0 == .slash || $0 == 0 }
    return isSafe && !text.isEmpty && text != "." && text != ".." ? text : nil
  }

  /// Returns a name a variable can have in a shell too (POSIX, "Name").
  package static func variableName(_ text: String) -> String? {
    let isWord = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      default: byte == UInt8(ascii: "_") || byte.isDigit
      }
    }
    guard isWord, let first = text.utf8.first, !first.isDigit else { return nil }
    return text
  }
}

extension SecretReference: CustomStringConvertible {
  /// The place, which is no secret.
  package var description: String {
    switch self {
    case .file(let path): path
    case .credential(let name): "credential \(name)"
    case .env(let name): "environment variable \(name)"
    }
  }
}
