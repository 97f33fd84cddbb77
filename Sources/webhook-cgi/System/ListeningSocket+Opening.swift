internal import Common
internal import Glibc

// Where listening sockets come from.
extension ListeningSocket {
  /// The first descriptor that is handed over (`sd_listen_fds(3)`).
  private static var firstHandedOver: Int32 { 3 }

  /// Opens one on this address; the port is the one that was bound.
  static func open(_ address: ListenAddress) throws(SystemError) -> (ListeningSocket, port: UInt16)
  {
    func failure(_ what: String, _ code: Int32? = nil) -> SystemError {
      SystemError(call: what, path: "\(address.host):\(address.port)", code: code ?? errno)
    }
    guard let wanted = SocketAddress(address) else { throw failure("understand", EINVAL) }
    let number = socket(wanted.family, Int32(SOCK_STREAM.rawValue) | HiddenCalls.flags, 0)
    guard number >= 0 else { throw failure("open a socket for") }
    var on: Int32 = 1
    setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    guard wanted.use({ bind(number, $0, $1) }), listen(number, 511) == 0 else {
      throw failure("listen on")
    }
    var bound = SocketAddress()
    guard bound.fill({ getsockname(number, $0, $1) }) else { throw failure("listen on") }
    return (ListeningSocket(file: Descriptor(number: number)), bound.port)
  }

  /// Takes those that systemd hands over, and forgets the variables that say so: children must not
  /// believe them.
  static func handedOver(_ environment: ProcessEnvironment) throws(UsageFault) -> [ListeningSocket]
  {
    let process = environment.value("LISTEN_PID")
    let count = environment.value("LISTEN_FDS").flatMap { Decimal.parse($0.utf8) } ?? 0
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    guard let process, count > 0, count < 1024 else {
      throw UsageFault(
        message: "--listen without HOST:PORT is for systemd, whose socket unit hands over sockets"
          + " (LISTEN_FDS); there are none")
    }
    guard process == "\(getpid())" else {
      throw UsageFault(
        message: "--listen: the sockets are for process \(process) (LISTEN_PID), and this is"
          + " \(getpid()): start webhook-cgi by itself, not from a shell")
    }
    var sockets: [ListeningSocket] = []
    for number in firstHandedOver..<firstHandedOver + Int32(count) {
      sockets.append(try handedOver(number))
    }
    return sockets
  }

  private static func handedOver(_ number: Int32) throws(UsageFault) -> ListeningSocket {
    var isListening: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    guard getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &size) == 0, isListening == 1
    else {
      throw UsageFault(
        message: "--listen: descriptor \(number) is no listening socket: the socket unit needs"
          + " ListenStream= and Accept=no")
    }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    _ = fcntl(number, F_SETFL, fcntl(number, F_GETFL, 0) | O_NONBLOCK)
    return ListeningSocket(file: Descriptor(number: number))
  }
}
