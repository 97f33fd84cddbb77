/// The sender's place in a distributed trace (W3C Trace Context, level 1, section 3.2).
enum TraceContext {
  /// The only `traceparent`, when it is a valid one of version 00.
  static func parent(in headers: HeaderList) -> String? {
    let values = headers.values("traceparent")
    guard values.count == 1, isValid(values[0]) else { return nil }
    return String(decoding: values[0], as: UTF8.self)
  }

  /// `00-`, 32 and 16 lower-case digits that are not all zero, and two digits of flags.
  private static func isValid(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let lengths = parts.map { $0.count }
    guard lengths == [2, 32, 16, 2], parts.allSatisfy({ $0.allSatisfy(isDigit) }) else {
      return false
    }
    return Array(parts[0]) == [0x30, 0x30]
      && [parts[1], parts[2]].allSatisfy { part in
        part.contains { $0 != UInt8(ascii: "0") }
      }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)
  }
}
