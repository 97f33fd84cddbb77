import Testing

@testable import spool_runner

struct QuantityTests {
  static let times: [(text: String, milliseconds: Int64?)] = [
    ("10s", 10_000), ("10", 10_000), ("500ms", 500), ("5m", 300_000), ("2h", 7_200_000),
    ("1d", 86_400_000), ("0", 0), ("", nil), ("s", nil), ("-1s", nil), ("1.5s", nil),
    ("1 s", nil), ("10S", nil), ("9223372036854775807d", nil), ("99999999999999999999", nil),
  ]

  @Test(arguments: times)
  func aTimeIsANumberWithAUnit(text: String, milliseconds: Int64?) {
    #expect(Quantity.milliseconds(text) == milliseconds)
  }

  static let counts: [(text: String, count: Int?)] = [
    ("1", 1), ("50", 50), ("0", nil), ("-1", nil), ("x", nil), ("1000000001", nil),
  ]

  @Test(arguments: counts)
  func aCountBeginsWithOne(text: String, count: Int?) {
    #expect(Quantity.count(text) == count)
  }
}
