internal import Common

/// Takes one request, verifies it, spools it, answers, and ends.
///
/// A web server's CGI variables mean CGI; else the request is HTTP on standard input, as systemd
/// and inetd hand it over; `--listen` accepts connections and forks for each.
@main
struct WebhookCGI {
  static func main() {
    FaultReport.install()
    FileSizeSignal.ignore()
    let environment = ProcessEnvironment()
    if environment.value("GATEWAY_INTERFACE") != nil {
      // Arguments are ignored: a host may pass the query as argv (RFC 3875 section 4.4).
      Session(environment: environment, config: nil).serveCGI()
      StandardStreams.exit(.done)
    }
    let isHandedSockets = environment.value("LISTEN_FDS") != nil
    let words: [String]
    do throws(SystemError) {
      words = try ProcessArguments.words()
    } catch {
      StandardStreams.complain("webhook-cgi: \(error)")
      StandardStreams.exit(.tryLater)
    }
    do throws(UsageFault) {
      try run(try Arguments(words), environment)
    } catch {
      StandardStreams.complain("webhook-cgi: \(error.message); see webhook-cgi --help", priority: 3)
      if isHandedSockets { ChildProcess.pauseBeforeFailing() }
      StandardStreams.exit(.usage)
    }
  }

  private static func run(
    _ arguments: Arguments, _ environment: ProcessEnvironment
  ) throws(UsageFault) -> Never {
    switch arguments.mode {
    case .help:
      StandardStreams.say(Arguments.help)
    case .version:
      StandardStreams.say("webhook-cgi \(ProductVersion.text)\n")
    case .check:
      StandardStreams.exit(
        ConfigurationCheck(
          environment: environment, config: arguments.config, asJSON: arguments.asJSON
        ).run())
    case .listen(let address):
      StandardStreams.exit(
        try ListenCommand(
          address: address, limits: arguments.limits, config: arguments.config,
          environment: environment
        ).run())
    case .request:
      guard !StandardStreams.isTerminal(.standardInput) else {
        StandardStreams.say(Arguments.help)
        StandardStreams.exit(.usage)
      }
      Session(environment: environment, config: arguments.config).serveHTTP()
    }
    StandardStreams.exit(.done)
  }
}
