internal import Common

// The limits of a listener.
extension Arguments {
  /// Takes the value of one of the options that are for `--listen`.
  mutating func take(_ name: String, _ value: String) throws(UsageFault) {
    switch name {
    case "--max-connections": limits.connections = try Self.count(name, value)
    case "--max-per-address": limits.perAddress = try Self.count(name, value)
    case "--max-age": limits.maxAge = try Self.time(name, value)
    case "--idle": limits.idle = try Self.time(name, value)
    default: limits.lifetime = try Self.time(name, value)
    }
    listenOption = listenOption ?? name
    if name == "--idle" || name == "--lifetime" { handedOverOption = handedOverOption ?? name }
  }

  /// An option that would have no effect is a slip.
  func checkListenOptions() throws(UsageFault) {
    switch mode {
    case .listen(nil): return
    case .listen:
      guard let name = handedOverOption else { return }
      throw UsageFault(
        message: "\(name) is for --listen without HOST:PORT: nothing would start it again")
    case .request, .check, .help, .version:
      guard let name = listenOption else { return }
      throw UsageFault(message: "\(name) is for --listen")
    }
  }

  private static func count(_ name: String, _ text: String) throws(UsageFault) -> Int {
    if let number = Decimal.parse(text.utf8), (1...100_000).contains(number) { return Int(number) }
    throw UsageFault(message: "\(name) takes a number from 1 to 100000, not \"\(text)\"")
  }

  private static func time(_ name: String, _ text: String) throws(UsageFault) -> Int64 {
    if let time = ConfigTime.milliseconds(text), time > 0 { return time }
    throw UsageFault(message: "\(name) takes a time such as 10s or 15m, not \"\(text)\"")
  }
}
