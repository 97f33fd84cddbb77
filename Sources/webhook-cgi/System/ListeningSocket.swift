internal import Common
internal import Glibc

/// A socket on which connections arrive.
///
/// It never blocks: a connection that was announced may be gone again.
struct ListeningSocket {
  enum Accepted {
    case connection(AcceptedConnection)
    /// There is none, or none any more.
    case nothing
    /// One that had failed before it was accepted; the next may be good.
    case gone
    /// The machine or this process has no descriptor or memory left.
    case exhausted(SystemError)
  }

  let file: Descriptor

  /// Takes one connection out of the kernel's queue.
  ///
  /// What it throws would come again at the next connection.
  func accept() throws(SystemError) -> Accepted {
    var peer = SocketAddress()
    var number: Int32 = -1
    let isAccepted = peer.fill {
      number = HiddenCalls.accept(file.number, $0, $1)
      return number
    }
    if isAccepted {
      return .connection(AcceptedConnection(file: Descriptor(number: number), address: peer))
    }
    let fault = SystemError(call: "accept", path: "connections", code: errno)
    switch fault.code {
    case EAGAIN: return .nothing
    case EINTR, ECONNABORTED: return .gone
    // What the network below did to the connection (`accept(2)`).
    case ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP, ENETUNREACH:
      return .gone
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted(fault)
    default: throw fault
    }
  }

  func close() { _ = Glibc.close(file.number) }
}
