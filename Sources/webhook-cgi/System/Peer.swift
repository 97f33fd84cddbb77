internal import Common
internal import Glibc

/// Who is at the other end of a connection.
enum Peer {
  /// The address as the host gave it; systemd and nginx leave it empty or write `unix:` for a
  /// local socket.
  static func named(_ address: String?) -> String? {
    guard let address else { return nil }
    return address.isEmpty || address.hasPrefix("unix:") ? "unix" : address
  }

  /// The peer's numeric address, `unix` for a local socket, nil for what is no socket.
  static func address(of file: Descriptor) -> String? {
    var address = SocketAddress()
    guard address.fill({ getpeername(file.number, $0, $1) }) else { return nil }
    return address.text
  }
}
