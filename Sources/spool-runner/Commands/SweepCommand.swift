internal import Common

/// `sweep --now`: sweeps itself, by the clock as it is, without an order.
///
/// An order needs a new file, which a full disk may not have room for.
struct SweepCommand {
  let isWaiting: Bool
  let context: Context

  func run() throws(CommandFault) {
    let configuration = try context.configured()
    let spool = try context.spool(of: configuration)
    let lock = try CommandFault.looking { () throws(SystemError) in
      try context.actAsOwner(of: spool)
      return try RunnerLock.take(spool, waiting: isWaiting)
    }
    guard let lock else {
      throw .refused(
        "a runner is at work: wait for it with --wait, or leave it an order without --now")
    }
    defer { lock.release() }
    let journal = Journal(spool: spool, clock: context.clock, program: "spool-runner")
    var sweep = Sweep(
      spool: spool, date: context.clock.now(), journal: journal, keep: configuration.retention)
    sweep.run()
    context.output.sayLine("removed: \(sweep.removed)")
  }
}
