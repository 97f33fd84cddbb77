internal import Common

/// Times and sizes as a person reads them.
enum HumanText {
  /// `2026-11-20 10:15:02`, in UTC.
  static func time(_ moment: Moment) -> String {
    let date = CivilDate(moment)
    return "\(date.day) \(date.clock)"
  }

  /// `10:15:02.123`, in UTC.
  static func clock(_ moment: Moment) -> String {
    let fraction = Decimal.padded(moment.milliseconds.floorRemainder(by: 1000), width: 3)
    return "\(CivilDate(moment).clock).\(fraction)"
  }

  /// How long something takes or took, in its largest whole unit: `3 s`, `5 min`, `2 h`, `4 d`.
  static func span(milliseconds: Int64) -> String {
    switch milliseconds {
    case ..<1000: "\(max(0, milliseconds)) ms"
    case ..<60_000: "\(milliseconds / 1000) s"
    case ..<3_600_000: "\(milliseconds / 60_000) min"
    case ..<172_800_000: "\(milliseconds / 3_600_000) h"
    default: "\(milliseconds / 86_400_000) d"
    }
  }

  /// `5 min ago`; a moment still to come is `just now`, because clocks differ.
  static func age(_ moment: Moment, now: Moment) -> String {
    let passed = now.milliseconds - moment.milliseconds
    return passed < 1000 ? "just now" : "\(span(milliseconds: passed)) ago"
  }

  /// `in 5 min`, or `now` for what has passed.
  static func wait(until moment: Moment, now: Moment) -> String {
    let rest = moment.milliseconds - now.milliseconds
    return rest <= 0 ? "now" : "in \(span(milliseconds: rest))"
  }

  /// `512 B`, `3.4 MB`: powers of 1024, as in the configuration.
  static func size(_ bytes: Int) -> String {
    var tenths = bytes * 10
    var unit = 0
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    while tenths >= 10240, unit < units.count - 1 {
      tenths /= 1024
      unit += 1
    }
    if unit == 0 || tenths >= 1000 { return "\(tenths / 10) \(units[unit])" }
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// `1 task`, `3 tasks`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
