/// Lengths of time as they are written in the configuration.
package enum ConfigTime {
  /// A hundred years: what is longer is a slip, and sums with a clock could overflow.
  package static let longest: Int64 = 36_500 * 86_400_000

  /// Returns the milliseconds that `250ms`, `3s`, `10m`, `1h` or `7d` means; nil for other texts.
  ///
  /// A number alone means nothing: some programs take seconds, others milliseconds.
  package static func milliseconds(_ text: String) -> Int64? {
    let digits = text.utf8.prefix { $0.isDigit }
    let unit: Int64? =
      switch String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self) {
      case "ms": 1
      case "s": 1000
      case "m": 60_000
      case "h": 3_600_000
      case "d": 86_400_000
      default: nil
      }
    guard let unit, let number = Decimal.parse(digits) else { return nil }
    let (time, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow || time > longest ? nil : time
  }
}
