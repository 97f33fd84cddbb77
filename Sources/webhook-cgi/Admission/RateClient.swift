internal import Common

/// Whose requests are counted together.
struct RateClient: Equatable {
  let bytes: [UInt8]

  /// An IPv6 network of 64 bits is one client: whoever has one address of it has them all
  /// (RFC 4291, section 2.5.4).
  ///
  /// All whose address nobody knows are one client; so are those of a local socket.
  init(_ remote: String?) {
    guard let remote, let address = NetworkAddress(remote) else {
      bytes = Array((remote == "unix" ? "unix" : "unknown").utf8)
      return
    }
    bytes = Array(address.bytes.prefix(address.bytes.count == 16 ? 8 : 4))
  }
}
