internal import Common

extension Request {
  /// This request as its client made it: behind trusted proxies the address is the rightmost
  /// forwarded one that is not trusted; nobody else's word about an address counts.
  func from(_ trusted: [String]) -> Request {
    guard !trusted.isEmpty, let remote else { return self }
    let ranges = trusted.compactMap { AddressRange($0) }
    func isTrusted(_ address: String) -> Bool {
      if trusted.contains(address) { return true }
      guard let address = NetworkAddress(address) else { return false }
      return ranges.contains { $0.contains(address) }
    }
    guard isTrusted(remote) else { return self }
    let forwarded = headers.values("x-forwarded-for").joined(separator: [UInt8(ascii: ",")])
    let addresses = forwarded.split(separator: UInt8(ascii: ",")).map { address in
      String(decoding: address.filter { $0 > 0x20 }, as: UTF8.self)
    }
    guard let client = addresses.last(where: { !$0.isEmpty && !isTrusted($0) }) else {
      return self
    }
    // What is no address is nobody's: a socket of this machine is seen and never told, and a text
    // of any length would stand in the journal.
    return Request(
      method: method, path: path, headers: headers,
      remote: NetworkAddress(client) == nil ? nil : client,
      framing: framing, expectsContinue: expectsContinue, early: early)
  }
}
