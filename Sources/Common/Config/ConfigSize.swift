/// Sizes as they are written in the configuration.
package enum ConfigSize {
  /// Returns the bytes that `25MB`, `256k` or `512` means; nil when it means none.
  ///
  /// k, M and G are powers of 1024 in either case, as nginx has them; a B may follow.
  package static func bytes(_ text: String) -> Int? {
    let digits = text.utf8.prefix { $0.isDigit }
    let shift: Int? =
      switch String(decoding: text.utf8.dropFirst(digits.count), as: UTF8.self) {
      case "", "B": 0
      case "k", "K", "kB", "KB": 10
      case "m", "M", "MB": 20
      case "g", "G", "GB": 30
      default: nil
      }
    guard let shift, let number = Decimal.parse(digits) else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << Int64(shift))
    return overflow ? nil : Int(bytes)
  }
}
