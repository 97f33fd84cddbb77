internal import Glibc

/// An address of a socket, as the kernel takes and gives it.
struct SocketAddress {
  private var storage = sockaddr_storage()
  private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

  init() {}

  /// Nil unless the host is a numeric IPv4 or IPv6 address.
  init?(_ address: ListenAddress) {
    var four = sockaddr_in()
    var six = sockaddr_in6()
    if inet_pton(AF_INET, address.host, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = address.port.bigEndian
      store(four)
    } else if inet_pton(AF_INET6, address.host, &six.sin6_addr) == 1 {
      six.sin6_family = sa_family_t(AF_INET6)
      six.sin6_port = address.port.bigEndian
      store(six)
    } else {
      return nil
    }
  }

  var family: Int32 { Int32(storage.ss_family) }

  /// The numeric address, `unix` for a local one.
  var text: String? {
    switch family {
    case AF_UNIX: "unix"
    case AF_INET: numeric(load(sockaddr_in.self).sin_addr)
    case AF_INET6: numeric(load(sockaddr_in6.self).sin6_addr)
    default: nil
    }
  }

  var port: UInt16 {
    family == AF_INET
      ? UInt16(bigEndian: load(sockaddr_in.self).sin_port)
      : UInt16(bigEndian: load(sockaddr_in6.self).sin6_port)
  }

  /// Lets a system call read the address.
  func use(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Bool {
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, length) == 0 }
    }
  }

  /// Lets a system call write the address; false when it failed.
  mutating func fill(
    _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
  ) -> Bool {
    withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &length) >= 0 }
    }
  }

  private mutating func store<Address>(_ address: Address) {
    length = socklen_t(MemoryLayout<Address>.size)
    withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: address, as: Address.self) }
  }

  private func load<Address>(_ type: Address.Type) -> Address {
    withUnsafeBytes(of: storage) { $0.load(as: type) }
  }

  private func numeric<Number>(_ number: Number) -> String? {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let result = withUnsafeBytes(of: number) {
      inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count))
    }
    guard result != nil else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
