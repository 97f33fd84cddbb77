internal import Glibc

/// One address of a machine, as bytes: 4 for IPv4, 16 for IPv6.
///
/// Addresses are compared as bytes, because one has several spellings. An IPv4 address inside an
/// IPv6 one (RFC 4291 section 2.5.5.2), as a socket for both families gives it, is the IPv4 address.
package struct NetworkAddress: Hashable, Sendable {
  package let bytes: [UInt8]

  /// Understands `192.0.2.7` and `2001:db8::7`; nil for anything else, names included.
  package init?(_ text: String) {
    guard let written = Self.parse(text) else { return nil }
    bytes = Self.unmapped(written)
  }

  /// The bytes as they were written: 16 for an IPv4 address inside an IPv6 one too.
  static func parse(_ text: String) -> [UInt8]? {
    // The C library would not see what follows.
    guard !text.utf8.contains(0) else { return nil }
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
    var six = in6_addr()
    if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: six) { Array($0) } }
    return nil
  }

  static func unmapped(_ address: [UInt8]) -> [UInt8] {
    let mark: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
    return address.count == 16 && address.starts(with: mark) ? Array(address[12...]) : address
  }
}
