internal import Common

/// Sweeps once a day, at the end of a pass that found nothing left to do.
struct DailySweep {
  let workplace: Workplace

  /// Where it is not known when was swept last, the present time is only noted.
  ///
  /// On a full disk the note is not replaced, so that the next pass sweeps again.
  func runIfDue(_ now: BootTime) {
    let spool = workplace.spool
    let last = SweepRecord.read(spool)
    guard last == nil || SweepRecord.isDue(now, after: last) else { return }
    let date = SweepRecord.date(now: workplace.clock.now(), after: last)
    if last != nil {
      var sweep = workplace.sweep(as: date)
      sweep.run()
    }
    do throws(SystemError) {
      try SweepRecord(date: date, when: now).write(spool)
    } catch {
      StandardStreams.complain("\(error)", priority: 4)
    }
  }
}
