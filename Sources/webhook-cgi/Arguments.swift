/// The command line of `webhook-cgi`.
struct Arguments: Equatable {
  enum Mode: Equatable {
    case request
    case listen(ListenAddress)
    case check
    case help
    case version
  }

  var mode = Mode.request
  var config: String?
  /// What `--check` says is for a script.
  var asJSON = false

  init(_ words: [String]) throws(UsageFault) {
    var rest = words[...]
    while let word = rest.popFirst() {
      let (name, joined) = Self.split(word)
      switch name {
      case "--help" where joined == nil, "-h": mode = .help
      case "--version" where joined == nil: mode = .version
      case "--check" where joined == nil: mode = .check
      case "--json" where joined == nil: asJSON = true
      case "--config": config = try Self.value(of: name, joined, &rest)
      case "--listen":
        let text = try Self.value(of: name, joined, &rest)
        guard let address = ListenAddress(text), SocketAddress(address) != nil else {
          throw UsageFault(
            message: "--listen takes HOST:PORT, HOST an address or localhost, not \"\(text)\"")
        }
        mode = .listen(address)
      default: throw UsageFault(message: "unknown argument \"\(word)\"")
      }
    }
    if asJSON, mode != .check { throw UsageFault(message: "--json is for --check") }
  }

  private static func split(_ word: String) -> (String, String?) {
    guard word.hasPrefix("--"), let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      return (word, nil)
    }
    return (String(word[..<equals]), String(word[word.utf8.index(after: equals)...]))
  }

  private static func value(of name: String, _ joined: String?, _ rest: inout ArraySlice<String>)
    throws(UsageFault) -> String
  {
    if let value = joined ?? rest.popFirst(), !value.isEmpty { return value }
    throw UsageFault(message: "\(name) needs a value")
  }

  static let help = """
    webhook-cgi: takes one webhook request, verifies it, and spools it durably.

    usage:
      webhook-cgi [--config FILE]                     one request: CGI when the web server's
                                                      variables are set, else HTTP on stdin
      webhook-cgi --listen HOST:PORT [--config FILE]  accept connections, one process each
      webhook-cgi --check [--json] [--config FILE]    look at the configuration, the secrets and the
                                                      spool, one line a finding
      webhook-cgi --help | --version

    files:
      /etc/webhook-spool/config.json    or $WEBHOOK_CONFIG; without any file
                                        $GITHUB_WEBHOOK_SECRET and $GITEA_WEBHOOK_SECRET give
                                        sources, and $WEBHOOK_SPOOL names the spool

    exit status: 0 answered (whatever the answer), 64 usage, 75 try later, 78 configuration

    """
}

/// A command line that was not understood.
struct UsageFault: Error, Equatable {
  let message: String
}
