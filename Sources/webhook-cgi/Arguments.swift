/// The command line of `webhook-cgi`.
struct Arguments: Equatable {
  enum Mode: Equatable {
    case request
    /// At an address, or on the sockets that systemd hands over.
    case listen(ListenAddress?)
    case check
    case help
    case version
  }

  var mode = Mode.request
  var config: String?
  /// What `--check` says is for a script.
  var asJSON = false
  var limits = ListenerLimits()
  /// The first option that is for `--listen`, and the first for `--listen` without an address.
  var listenOption: String?
  var handedOverOption: String?

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
      case "--listen": mode = .listen(try Self.address(joined, &rest))
      case "--max-connections", "--max-per-address", "--max-age", "--idle", "--lifetime":
        try take(name, try Self.value(of: name, joined, &rest))
      default: throw UsageFault(message: "unknown argument \"\(word)\"")
      }
    }
    if asJSON, mode != .check { throw UsageFault(message: "--json is for --check") }
    try checkListenOptions()
  }

  /// `HOST:PORT` if it stands there; what begins with a dash is the next argument.
  private static func address(_ joined: String?, _ rest: inout ArraySlice<String>)
    throws(UsageFault) -> ListenAddress?
  {
    if joined == nil, rest.first?.hasPrefix("-") ?? true { return nil }
    let text = try value(of: "--listen", joined, &rest)
    guard let address = ListenAddress(text), SocketAddress(address) != nil else {
      throw UsageFault(
        message: "--listen takes HOST:PORT, HOST an address or localhost, not \"\(text)\"")
    }
    return address
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
}

/// A command line that was not understood.
struct UsageFault: Error, Equatable {
  let message: String
}
