internal import Glibc

/// One address, or all that begin alike: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`.
///
/// Addresses are compared as bytes, because one has several spellings. An IPv4 address inside an
/// IPv6 one (RFC 4291 section 2.5.5.2), as a socket for both families gives it, is the IPv4 address.
package struct AddressRange {
  private let address: [UInt8]
  /// How many leading bits count.
  private let length: Int

  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let written = Self.parse(String(first)) else { return nil }
    address = Self.unmapped(written)
    let shorter = 8 * (written.count - address.count)
    if parts.count == 1 {
      length = 8 * address.count
    } else {
      guard let bits = Decimal.parse(parts[1].utf8),
        (shorter...8 * written.count).contains(Int(bits))
      else { return nil }
      length = Int(bits) - shorter
    }
  }

  /// Whether the text is an address in here.
  package func contains(_ text: String) -> Bool {
    guard let other = Self.parse(text).map(Self.unmapped), other.count == address.count else {
      return false
    }
    let whole = length / 8
    guard other[..<whole] == address[..<whole] else { return false }
    let rest = length % 8
    return rest == 0 || (other[whole] ^ address[whole]) >> (8 - rest) == 0
  }

  /// The bytes of an address; a NUL would end the text early for C.
  private static func parse(_ text: String) -> [UInt8]? {
    guard !text.utf8.contains(0) else { return nil }
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: four) { Array($0) } }
    var six = in6_addr()
    if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: six) { Array($0) } }
    return nil
  }

  private static func unmapped(_ address: [UInt8]) -> [UInt8] {
    let mark: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
    return address.count == 16 && address.starts(with: mark) ? Array(address[12...]) : address
  }
}
