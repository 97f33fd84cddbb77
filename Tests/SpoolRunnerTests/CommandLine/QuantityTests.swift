import Testing

@testable import spool_runner

struct QuantityTests {
  static let counts: [(text: String, count: Int?)] = [
    ("1", 1), ("50", 50), ("0", nil), ("-1", nil), ("x", nil), ("1000000001", nil),
  ]

  @Test(arguments: counts)
  func aCountBeginsWithOne(text: String, count: Int?) {
    #expect(Quantity.count(text) == count)
  }
}
