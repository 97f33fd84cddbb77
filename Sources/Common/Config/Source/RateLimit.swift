/// How many requests one client may make.
package struct RateLimit: Equatable, Sendable {
  /// How many may come in every period.
  package let requests: Int

  /// The period, in milliseconds.
  package let period: Int64

  /// How many may come at once after a quiet time.
  package let burst: Int

  package static let keys = ["requests", "per", "burst"]

  /// A million a second is one a microsecond, the smallest step that is counted.
  static let counts = 1...1_000_000
  static let periods: ClosedRange<Int64> = 1000...86_400_000

  package init(requests: Int, period: Int64, burst: Int) {
    self.requests = requests
    self.period = period
    self.burst = burst
  }

  /// Reads the object of the key `rate`.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    let number = "a number from \(Self.counts.lowerBound) to \(Self.counts.upperBound)"
    let time = "a time from \"1s\" to \"1d\""
    requests = try reader.required(
      reader.integer("requests", Self.counts), "requests", number)
    period = try reader.required(reader.time("per", Self.periods, time), "per", time)
    burst = try reader.integer("burst", Self.counts) ?? requests
  }
}
