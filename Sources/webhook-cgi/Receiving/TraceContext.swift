/// The sender's place in a distributed trace (W3C Trace Context, level 1, section 3.2).
enum TraceContext {
  /// The length of a value of version 00: the version, two ids and the flags.
  private static let length = 55

  /// The only `traceparent`, when it is a valid one, as one of version 00.
  ///
  /// A later version may have more behind the flags, and of its flags only the one for "sampled" is
  /// known (sections 3.2.4 and 4.3).
  static func parent(in headers: HeaderList) -> String? {
    let values = headers.values("traceparent")
    guard values.count == 1, let value = values.first else { return nil }
    return parent(value)
  }

  private static func parent(_ value: [UInt8]) -> String? {
    let parts = value.prefix(length).split(
      separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let lengths = parts.map { $0.count }
    guard lengths == [2, 32, 16, 2], parts.allSatisfy({ $0.allSatisfy(isDigit) }),
      [parts[1], parts[2]].allSatisfy({ part in part.contains { $0 != UInt8(ascii: "0") } })
    else { return nil }
    let version = parts[0]
    if version.allSatisfy({ $0 == UInt8(ascii: "0") }) {
      return value.count == length ? String(decoding: value, as: UTF8.self) : nil
    }
    let isUnknown = version.allSatisfy { $0 == UInt8(ascii: "f") }
    let hasEnd = value.count == length || value[length] == UInt8(ascii: "-")
    guard !isUnknown, hasEnd, let flags = parts[3].last?.hexNibble else { return nil }
    let ids = String(decoding: value[2..<length - 2], as: UTF8.self)
    return "00\(ids)0\(flags & 1)"
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)
  }
}
