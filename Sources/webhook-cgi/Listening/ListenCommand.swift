internal import Common

/// `--listen`: opens a socket or takes those that systemd hands over, and listens on them.
struct ListenCommand {
  /// Nil where systemd hands over the sockets.
  let address: ListenAddress?
  let limits: ListenerLimits
  let config: String?
  let environment: ProcessEnvironment

  /// Ends when there is nothing left to do; an ending that is a failure takes a second.
  func run() throws(UsageFault) -> ExitStatus {
    let sockets: [ListeningSocket]
    if let address {
      guard let socket = open(address) else { return .tryLater }
      sockets = [socket]
    } else {
      sockets = try ListeningSocket.handedOver(environment)
    }
    return listen(on: sockets)
  }

  private func open(_ address: ListenAddress) -> ListeningSocket? {
    do throws(SystemError) {
      let (socket, port) = try ListeningSocket.open(address)
      let host = address.host.contains(":") ? "[\(address.host)]" : address.host
      StandardStreams.say("listening on http://\(host):\(port)\n")
      return socket
    } catch {
      StandardStreams.complain("webhook-cgi: \(error)")
      return nil
    }
  }

  private func listen(on sockets: [ListeningSocket]) -> ExitStatus {
    do throws(SystemError) {
      var listener = try Listener(
        on: sockets, limits, isStartedAgain: address == nil, config: config)
      try listener.run()
      return .done
    } catch {
      StandardStreams.complain("webhook-cgi: \(error)")
      ChildProcess.pauseBeforeFailing()
      return .tryLater
    }
  }
}
