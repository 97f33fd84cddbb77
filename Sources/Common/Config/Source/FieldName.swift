/// Names of header fields in the configuration.
package enum FieldName {
  static let expected = "a header's name such as \"X-Signature\""

  /// Those whose value proves something or lets somebody in: they are never kept with an event.
  package static let credentials = ["authorization", "proxy-authorization", "cookie"]

  /// Those that stay with every event, so that no token may stand in one.
  package static let alwaysKept = ["content-type", "user-agent"]

  /// Returns a name in lower case, or nil when it is no token (RFC 9110, section 5.6.2).
  package static func lowercased(_ name: String) -> String? {
    guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { return nil }
    return name.lowercased()
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    default: byte.isDigit || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
