internal import Common

/// Where `--listen` accepts connections: a numeric address and a port; port 0 takes a free one.
struct ListenAddress: Equatable {
  let host: String
  let port: UInt16

  /// Takes `127.0.0.1:8080`, `[::1]:8080` and `localhost:8080`.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"),
      let port = Decimal.parse(text[text.index(after: colon)...].utf8), port <= 65535
    else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else { return nil }
    self.host = host == "localhost" ? "127.0.0.1" : String(host)
    self.port = UInt16(port)
  }
}
