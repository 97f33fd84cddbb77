internal import Common

/// How often a task is tried again, and after how long.
struct RetryPolicy: Equatable, Sendable {
  /// How many tries follow the first one.
  var retries = 3

  /// The first wait, in milliseconds.
  var base: Int64 = 1000

  /// By how much every wait is longer than the one before.
  var factor = 2.0

  /// The longest wait, in milliseconds.
  var max: Int64 = 300_000

  static let keys = ["retries", "base", "factor", "max"]

  init() {}

  /// Reads the object of the key `retry`.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    try reader.finish(Self.keys)
    retries = try reader.integer("retries", 0...1000) ?? retries
    base = try reader.time("base") ?? base
    factor = try reader.parsed("factor", "a number from 1 to 100", Self.factor) ?? factor
    max = try reader.time("max") ?? max
  }

  private static func factor(_ value: JSONValue) -> Double? {
    guard case .number(let text) = value, let factor = Double(text) else { return nil }
    return (1...100).contains(factor) ? factor : nil
  }

  /// Returns the milliseconds from the end of a try to the next one; nil when that was the last.
  ///
  /// The wait is base * factor^(try - 1), at most `max`. Half of it is certain and half is drawn
  /// ("equal jitter"): tasks that failed together do not come back together, and none comes back
  /// at once.
  ///
  /// Tries are counted from 1, and the jitter is what was drawn, from 0 to just below 1.
  func delay(afterTry number: Int, jitter: Double) -> Int64? {
    guard number <= retries else { return nil }
    return wait(before: number, jitter)
  }

  /// The same after a try that a stop of the runner cut: the last one may be repeated, once.
  func delay(afterStopOf number: Int, jitter: Double) -> Int64? {
    guard number <= retries + 1 else { return nil }
    return wait(before: Swift.max(1, min(number, retries)), jitter)
  }

  private func wait(before number: Int, _ jitter: Double) -> Int64 {
    var wait = min(Double(base), Double(max))
    var step = 1
    while step < number, wait < Double(max), factor > 1, wait > 0 {
      wait = min(wait * factor, Double(max))
      step += 1
    }
    return Int64(wait / 2 + wait / 2 * jitter)
  }
}
