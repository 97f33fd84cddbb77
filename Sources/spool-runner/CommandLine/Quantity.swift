internal import Common

/// Numbers and times as they stand on the command line.
enum Quantity {
  /// `500ms`, `10s`, `5m`, `2h` or `1d` in milliseconds; a number alone is seconds.
  static func milliseconds(_ text: String) -> Int64? {
    let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
    let factor: Int64? =
      switch String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self) {
      case "ms": 1
      case "", "s": 1000
      case "m": 60_000
      case "h": 3_600_000
      case "d": 86_400_000
      default: nil
      }
    guard let factor, let number = Decimal.parse(digits) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : product
  }

  /// A number from 1 on.
  static func count(_ text: String) -> Int? {
    guard let number = Decimal.parse(text.utf8), (1...1_000_000_000).contains(number) else {
      return nil
    }
    return Int(number)
  }
}
