extension ConfigReader {
  /// The value of a key, as `parse` understands it; what it does not understand is a fault.
  package func parsed<Value>(
    _ key: String, _ expected: String, _ parse: (JSONValue) -> Value?
  ) throws(ConfigFault) -> Value? {
    guard let value = value(key) else { return nil }
    guard let result = parse(value) else { throw wrong(key, value, expected) }
    return result
  }

  /// A string that is not empty.
  package func string(
    _ key: String, _ expected: String = "a string that is not empty"
  ) throws(ConfigFault) -> String? {
    try parsed(key, expected) { $0.asString.flatMap { $0.isEmpty ? nil : $0 } }
  }

  package func bool(_ key: String) throws(ConfigFault) -> Bool? {
    try parsed(key, "true or false") { $0.asBool }
  }

  package func integer(
    _ key: String, _ range: ClosedRange<Int>
  ) throws(ConfigFault) -> Int? {
    try parsed(key, "a number from \(range.lowerBound) to \(range.upperBound)") {
      $0.asInteger.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A size in bytes: `"25MB"`, or a number.
  package func size(
    _ key: String, _ range: ClosedRange<Int>,
    _ expected: String = "a size such as \"25MB\" or \"256k\""
  ) throws(ConfigFault) -> Int? {
    try parsed(key, expected) {
      let bytes = $0.asString.flatMap(ConfigSize.bytes) ?? $0.asInteger
      return bytes.flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A length of time in milliseconds; it needs its unit.
  package func time(
    _ key: String, _ range: ClosedRange<Int64> = 0...ConfigTime.longest,
    _ expected: String = "a time such as \"30s\" or \"7d\""
  ) throws(ConfigFault) -> Int64? {
    if case .number(let text) = value(key) {
      throw fault(
        key, .wrong(found: "\(text) without its unit (ms, s, m, h or d)", expected: expected))
    }
    return try parsed(key, expected) {
      $0.asString.flatMap(ConfigTime.milliseconds).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// An absolute path of a file or folder; a slash at its end is dropped.
  package func absolutePath(_ key: String) throws(ConfigFault) -> String? {
    try parsed(key, "an absolute path") { $0.asString.flatMap(Self.absolutePath) }
  }

  /// The object of a key.
  package func object(_ key: String) throws(ConfigFault) -> ConfigReader? {
    guard let value = value(key) else { return nil }
    return try ConfigReader(value, file: file, path: path(key))
  }

  /// Names the schema by which an editor helps to write the file.
  package static let schemaKey = "$schema"

  /// Takes the schema's address, which is for editors alone.
  package func ignoreSchema() throws(ConfigFault) {
    _ = try string(Self.schemaKey, "a schema's address")
  }

  /// Returns a path that the kernel takes whole and that does not depend on the current folder.
  package static func absolutePath(_ text: String) -> String? {
    let bytes = text.utf8
    guard bytes.first == .slash, !bytes.contains(0) else { return nil }
    guard let end = bytes.lastIndex(where: { $0 != .slash }) else { return nil }
    return String(Substring(bytes[...end]))
  }
}
