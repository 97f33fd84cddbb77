/// A moment as year, month, day and time of day in UTC, in the proleptic Gregorian calendar.
///
/// Years have four digits, in ids and folders too: what is before or after them is shown as the
/// first or the last second that has.
package struct CivilDate: Equatable, Sendable {
  package let year: Int64
  package let month: Int64
  package let dayOfMonth: Int64
  package let hour: Int64
  package let minute: Int64
  package let second: Int64

  package init(_ moment: Moment) {
    let seconds = min(max(moment.seconds, -62_167_219_200), 253_402_300_799)
    let timeOfDay = seconds.floorRemainder(by: 86400)
    hour = timeOfDay / 3600
    minute = timeOfDay / 60 % 60
    second = timeOfDay % 60
    // Days since 0000-03-01: with the leap day last, every year has the same shape, and 400 years
    // are 146,097 days.
    let days = seconds.floorDivided(by: 86400) + 719_468
    let era = days.floorDivided(by: 146_097)
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `2026-11-20`.
  package var day: String {
    "\(Decimal.padded(year, width: 4))-\(two(month))-\(two(dayOfMonth))"
  }

  /// `10:15:02`.
  package var clock: String { "\(two(hour)):\(two(minute)):\(two(second))" }

  /// `20261120T101502`.
  package var digits: String {
    "\(Decimal.padded(year, width: 4))\(two(month))\(two(dayOfMonth))"
      + "T\(two(hour))\(two(minute))\(two(second))"
  }

  private func two(_ number: Int64) -> String { Decimal.padded(number, width: 2) }
}
