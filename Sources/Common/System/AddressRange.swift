/// One address, or all that begin alike: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`.
package struct AddressRange: Equatable, Sendable {
  private let address: [UInt8]
  /// How many leading bits count.
  private let length: Int

  /// Understands an address, alone or with `/` and how many of its bits count; nil for other texts.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let written = NetworkAddress.parse(String(first)) else {
      return nil
    }
    address = NetworkAddress.unmapped(written)
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

  package func contains(_ other: NetworkAddress) -> Bool {
    let other = other.bytes
    guard other.count == address.count else { return false }
    let whole = length / 8
    guard other[..<whole] == address[..<whole] else { return false }
    let rest = length % 8
    return rest == 0 || (other[whole] ^ address[whole]) >> (8 - rest) == 0
  }
}
