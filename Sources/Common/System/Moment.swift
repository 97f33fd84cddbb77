/// A point in time: microseconds since 1970 in UTC.
package struct Moment: Hashable, Comparable, Sendable {
  package let microseconds: Int64

  package init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// A time in a file's name may be any number: the nearest moment there is.
  package init(milliseconds: Int64) {
    self.microseconds = milliseconds.clamped(times: 1000)
  }

  package var milliseconds: Int64 { microseconds.floorDivided(by: 1000) }
  package var seconds: Int64 { microseconds.floorDivided(by: 1_000_000) }

  package static func < (left: Moment, right: Moment) -> Bool {
    left.microseconds < right.microseconds
  }

  package func adding(milliseconds: Int64) -> Moment {
    let (sum, overflow) = microseconds.addingReportingOverflow(milliseconds.clamped(times: 1000))
    return Moment(microseconds: overflow ? (milliseconds < 0 ? .min : .max) : sum)
  }

  /// `2026-11-20T10:15:02.123456Z` (RFC 3339).
  package var text: String {
    let date = CivilDate(self)
    let fraction = Decimal.padded(microseconds.floorRemainder(by: 1_000_000), width: 6)
    return "\(date.day)T\(date.clock).\(fraction)Z"
  }

  /// `2026-11-20`.
  package var day: String { CivilDate(self).day }
}

extension Int64 {
  /// The product, or the number nearest to it.
  fileprivate func clamped(times factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? (self < 0 ? .min : .max) : product
  }

  /// Division that rounds down for negative numbers too.
  package func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The remainder of `floorDivided`: never negative.
  package func floorRemainder(by divisor: Int64) -> Int64 {
    let remainder = self % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
