/// Decimal numbers as text of a fixed width, and strictly read back.
package enum Decimal {
  /// The number with leading zeros; a longer number keeps all its digits.
  package static func padded(_ number: Int64, width: Int) -> String {
    let digits = String(number)
    let missing = width - digits.utf8.count
    return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
  }

  /// Digits only, at least one, no sign and no space; nil when it does not fit.
  package static func parse(_ text: some Sequence<UInt8>) -> Int64? {
    var number: Int64 = 0
    var isEmpty = true
    for byte in text {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(byte - 0x30))
      if overflow || carry { return nil }
      number = sum
      isEmpty = false
    }
    return isEmpty ? nil : number
  }
}
