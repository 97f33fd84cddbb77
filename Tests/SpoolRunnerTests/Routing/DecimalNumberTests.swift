import Testing

@testable import spool_runner

struct DecimalNumberTests {
  /// Each row holds spellings of one number; the rows are in ascending order.
  static let ladder: [[String]] = [
    ["-1e99999999999999999999"], ["-1e400", "-10e399", "-0.1e401"], ["-20", "-2e1"],
    ["-12", "-12.0"], ["-1.5", "-15e-1"], ["-1e-400"],
    ["0", "-0", "0.0", "0e5", "-0.00e-7", "0e99999999999999999999"],
    ["1e-99999999999999999999"], ["1e-400"], ["0.001", "1e-3", "0.1E-2", "100e-5"], ["0.5"],
    ["1", "1.0", "10e-1", "1e0", "1E+0", "0.1e1", "1.000"], ["1.5", "1.50"], ["9"],
    ["10", "1e1", "1e+01"], ["12"], ["100", "1e2"],
    ["9007199254740992"], ["9007199254740993", "9007199254740993.0"],
    ["123456789012345678901234567890"], ["123456789012345678901234567891"],
    ["1e400", "10e399"],
  ]

  @Test func numbersCompareByTheirValue() {
    let numbers = Self.ladder.enumerated().flatMap { row in
      row.element.map { (row: row.offset, number: DecimalNumber($0)) }
    }
    for left in numbers {
      for right in numbers {
        let pair = "\(left.number.text) and \(right.number.text)"
        #expect((left.number == right.number) == (left.row == right.row), "\(pair)")
        #expect((left.number < right.number) == (left.row < right.row), "\(pair)")
      }
    }
  }
}
