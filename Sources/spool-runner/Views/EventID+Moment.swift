internal import Common

extension EventID {
  /// The moment that the id shows, by the clock of the program that drew it.
  var moment: Moment {
    let digits = Array(description.utf8)
    func number(_ range: Range<Int>) -> Int64 { Decimal.parse(digits[range]) ?? 0 }
    let days = Self.days(year: number(0..<4), month: number(4..<6), dayOfMonth: number(6..<8))
    let hours = days * 24 + number(9..<11)
    let seconds = (hours * 60 + number(11..<13)) * 60 + number(13..<15)
    return Moment(microseconds: seconds * 1_000_000 + number(15..<21))
  }

  /// Days since 1970; the inverse of `CivilDate`, with the years beginning in March.
  private static func days(year: Int64, month: Int64, dayOfMonth: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = year.floorDivided(by: 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + dayOfMonth - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
