internal import Common

/// Numbers as they stand on the command line.
enum Quantity {
  /// A number from 1 on; a thousand million is more than anybody means.
  static func count(_ text: String) -> Int? {
    guard let number = Decimal.parse(text.utf8), (1...1_000_000_000).contains(number) else {
      return nil
    }
    return Int(number)
  }
}
