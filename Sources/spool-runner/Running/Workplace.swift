internal import Common

/// What a pass works with: the spool and the configuration as they were when it began.
struct Workplace {
  let spool: Spool
  let clock: any Clock
  let trust: Trust
  let table: RouteTable
  let drops: DropRules
  let environment: @Sendable (String) -> String?
  let retention: Retention
  let random: () -> UInt64
  /// The runner was root, and what systemd hands over is not for the account it became.
  var isWithoutCredentials = false
  /// The clock that is never set.
  var bootTime: () throws(SystemError) -> BootTime = BootTime.now

  var store: TaskStore { TaskStore(spool: spool) }
  var journal: Journal { Journal(spool: spool, clock: clock, program: "spool-runner") }

  func newID() -> EventID { EventID(at: clock.now(), random: random()) }

  /// From 0 up to 1, for the jitter of retries.
  func fraction() -> Double { Double(random() >> 11) / Double(1 << 53) }

  var rejecter: Rejecter { Rejecter(spool: spool, journal: journal, newID: newID) }

  var orderDesk: OrderDesk { OrderDesk(spool: spool, rejecter: rejecter) }

  func sweep(as date: Moment) -> Sweep {
    Sweep(spool: spool, date: date, journal: journal, keep: retention)
  }

  /// What an order to sweep removes: it believes the clock no more than the daily sweep does.
  var orderedSweep: Sweep {
    sweep(as: SweepRecord.date(now: clock.now(), after: SweepRecord.read(spool)))
  }

  /// Whether a route's tasks wait for a runner that systemd starts: they need a credential that only
  /// systemd hands over.
  func withholds(_ route: SpoolWord) -> Bool {
    guard isWithoutCredentials, let route = table.route(route) else { return false }
    return route.needsCredential
  }

  var draftRecovery: DraftRecovery {
    DraftRecovery(
      spool: spool, trust: trust, clock: clock, journal: journal, rejecter: rejecter)
  }

  var router: Router {
    var router = router(for: table.routes)
    router.unusable = table.unusable
    return router
  }

  /// One that knows these routes only.
  func router(for routes: [Route]) -> Router {
    Router(spool: spool, routes: routes, store: store, rejecter: rejecter, journal: journal)
  }

  var intake: Intake {
    let taker = DropTaker(
      spool: spool, trust: trust, rules: drops, clock: clock, newID: newID, rejecter: rejecter)
    return Intake(spool: spool, trust: trust, router: router, drops: taker, clock: clock)
  }
}
