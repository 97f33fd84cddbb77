internal import Common

/// `runner/swept`: up to which date was swept last, and when that was by a clock that is never set.
///
/// A clock that is wrong for a while must delete nothing, so a sweep does not simply believe it.
struct SweepRecord: Equatable {
  /// So far does the date move in one sweep, in milliseconds: two days.
  static let longestLeap: Int64 = 2 * 86_400_000
  /// Between two sweeps of one boot: less than a day, so that a daily timer meets it.
  static let interval: Int64 = 20 * 3_600_000
  /// After a start the clock may not be set yet.
  static let untilClockIsSet: Int64 = 3_600_000

  let date: Moment
  let when: BootTime

  /// The date a sweep goes by: the clock's, but no further ahead of the last than that.
  static func date(now: Moment, after last: SweepRecord?) -> Moment {
    guard let last else { return now }
    return min(now, last.date.adding(milliseconds: longestLeap))
  }

  static func isDue(_ now: BootTime, after last: SweepRecord?) -> Bool {
    guard let last, last.when.boot == now.boot else { return now.milliseconds >= untilClockIsSet }
    return now.milliseconds >= last.when.milliseconds + interval
  }

  static func path(_ spool: Spool) -> String { spool.path(.runner, "swept") }

  /// Nil when there is none, or it makes no sense.
  static func read(_ spool: Spool) -> SweepRecord? {
    guard let bytes = try? spool.files.contents(path(spool), limit: 4096),
      let value = try? JSONValue.parse(bytes), let date = value["date"]?.asInteger,
      let boot = value["boot"]?.asString, let uptime = value["uptime"]?.asInteger,
      (0...253_402_300_799_999).contains(date)
    else { return nil }
    return SweepRecord(
      date: Moment(milliseconds: Int64(date)),
      when: BootTime(boot: boot, milliseconds: Int64(uptime)))
  }

  /// Replaces what was there as a whole: a full disk keeps the old one.
  func write(_ spool: Spool) throws(SystemError) {
    let draft = spool.path(.runner, ".swept")
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("date", Int(date.milliseconds))
    writer.member("boot", when.boot)
    writer.member("uptime", Int(when.milliseconds))
    writer.endObject()
    try spool.files.removeIfPresent(draft)
    let file = try spool.files.create(draft, permissions: 0o640)
    defer { spool.files.close(file) }
    try spool.files.write(writer.bytes + [UInt8(ascii: "\n")], to: file)
    try spool.files.rename(draft, to: Self.path(spool))
  }
}
