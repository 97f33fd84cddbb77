internal import Common
internal import Glibc

/// A connection, and who is at its other end.
struct AcceptedConnection {
  let file: Descriptor
  let address: SocketAddress

  /// The peer's numeric address, `unix` for a local one.
  var peer: String? { address.text }

  func close() { _ = Glibc.close(file.number) }
}
