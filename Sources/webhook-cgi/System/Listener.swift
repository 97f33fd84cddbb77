internal import Common
internal import Glibc

/// Accepts connections and starts this program for each, as systemd's `Accept=yes` does.
///
/// For trying out, containers and tests: one process a request, so nothing of one request can
/// reach another.
struct Listener {
  /// How many requests are served at once; more wait in the kernel's queue.
  private static let mostChildren = 64

  let address: ListenAddress
  let config: String?

  func run() -> ExitStatus {
    do throws(SystemError) {
      let socket = try listen()
      StandardStreams.say("listening on http://\(shownHost):\(try port(of: socket))\n")
      var children = 0
      while true {
        reap(&children)
        let connection = try accept(socket)
        start(on: connection)
        children += 1
        close(connection.file.number)
      }
    } catch {
      StandardStreams.complain("webhook-cgi: \(error)")
      return .tryLater
    }
  }

  private var shownHost: String { address.host.contains(":") ? "[\(address.host)]" : address.host }

  private func listen() throws(SystemError) -> Descriptor {
    guard let wanted = SocketAddress(address) else { throw failure("understand", EINVAL) }
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    let socket = Glibc.socket(wanted.family, type, 0)
    guard socket >= 0 else { throw failure("open a socket for") }
    var on: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    guard wanted.use({ bind(socket, $0, $1) }), Glibc.listen(socket, 511) == 0 else {
      throw failure("listen on")
    }
    return Descriptor(number: socket)
  }

  private func port(of socket: Descriptor) throws(SystemError) -> UInt16 {
    var bound = SocketAddress()
    guard bound.fill({ getsockname(socket.number, $0, $1) }) else { throw failure("listen on") }
    return bound.port
  }

  private func accept(_ socket: Descriptor) throws(SystemError) -> (file: Descriptor, peer: String?)
  {
    while true {
      var peer = SocketAddress()
      var number: Int32 = -1
      let accepted = peer.fill {
        number = Glibc.accept(socket.number, $0, $1)
        return number
      }
      if accepted {
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        return (Descriptor(number: number), peer.text)
      }
      // A client that went away before it was accepted is no failure of ours.
      if errno != EINTR && errno != ECONNABORTED { throw failure("accept on") }
    }
  }

  private func start(on connection: (file: Descriptor, peer: String?)) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, connection.file.number, 0)
    posix_spawn_file_actions_adddup2(&actions, connection.file.number, 1)
    var words = ["webhook-cgi"]
    if let config { words += ["--config", config] }
    setenv("REMOTE_ADDR", connection.peer ?? "", 1)
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { for word in argv { free(word) } }
    argv.append(nil)
    var child: pid_t = 0
    let result = posix_spawn(&child, "/proc/self/exe", &actions, nil, argv, environ)
    if result != 0 {
      StandardStreams.complain("webhook-cgi: cannot start: \(ErrorNumber.text(result))")
    }
  }

  /// Collects the children that ended; waits for one when there are too many.
  private func reap(_ children: inout Int) {
    while children > 0 {
      let mayReturn = children < Self.mostChildren
      guard waitpid(-1, nil, mayReturn ? WNOHANG : 0) > 0 else { return }
      children -= 1
    }
  }

  private func failure(_ what: String, _ code: Int32? = nil) -> SystemError {
    SystemError(call: what, path: "\(address.host):\(address.port)", code: code ?? errno)
  }
}
