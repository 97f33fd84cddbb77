internal import Common

/// `spool-runner run`: takes the lock, and makes one pass.
struct RunCommand {
  /// The path unit starts us again as soon as we end while something still lies in `incoming/` or
  /// `orders/`, whatever our exit code: such a run lasts this many milliseconds at least.
  private static let shortestRun: Int64 = 1000
  /// A fault of the configuration stays until a person mends it, so the unit's run rests this many
  /// milliseconds unless that happens: else the fault would be logged every second.
  private static let restAfterFault: Int64 = 30_000

  let options: RunOptions
  let context: Context

  func run() -> ExitStatus {
    let began = context.clock.uptime()
    let (status, root) = attempt()
    if let root, stillWakes(Spool(root: root, files: context.files)) {
      let rest = began + Self.shortestRun - context.clock.uptime()
      if rest > 0 { context.pause(rest) }
      if status == .configuration, options.wait { restUntilMended(began + Self.restAfterFault) }
    }
    return status
  }

  private func restUntilMended(_ end: Int64) {
    while context.clock.uptime() < end, !isMended { context.pause(Self.shortestRun) }
  }

  private var isMended: Bool {
    (try? context.configuration()) != nil && (try? context.routeTable()) != nil
  }

  private func attempt() -> (ExitStatus, root: String?) {
    let configuration: Configuration
    do throws(ConfigFault) {
      configuration = try context.configuration()
    } catch {
      StandardStreams.complain("spool-runner: \(error)")
      // Where the spool is, is not known: the default is what the path unit watches.
      return (.configuration, Configuration.defaultSpool)
    }
    for fault in configuration.sources.all().faults { warn("\(fault)") }
    let root = configuration.spool
    do throws(RunFault) {
      let isOwner = try becomeOwner(Spool(root: root, files: context.files))
      var workplace = try workplace(configuration)
      workplace.isWithoutCredentials = isOwner
      if isOwner { sayWithheld(workplace) }
      return (try work(workplace), root)
    } catch {
      StandardStreams.complain("spool-runner: \(error.description)")
      return (error.status, root)
    }
  }

  /// Routes never run as root unless the spool is root's.
  private func becomeOwner(_ spool: Spool) throws(RunFault) -> Bool {
    do throws(SystemError) {
      guard try context.actAsOwner(of: spool) else { return false }
    } catch {
      throw .spool(.unavailable(error))
    }
    let name = UserDatabase().name(of: context.files.user)
    StandardStreams.say("root acts as \(name), who owns \(spool.root)\n")
    return true
  }

  private func sayWithheld(_ workplace: Workplace) {
    for route in workplace.table.routes where route.needsCredential {
      warn(
        "the tasks of route \"\(route.name)\" wait: only systemd hands its credential over; "
          + "systemctl start spool-runner runs them")
    }
  }

  private func work(_ workplace: Workplace) throws(RunFault) -> ExitStatus {
    let spool = workplace.spool
    do throws(SpoolError) {
      try spool.checkFormat()
      try spool.makeFolders { _ in true }
    } catch {
      throw .spool(error)
    }
    let lock: RunnerLock
    do throws(SystemError) {
      guard let taken = try RunnerLock.take(spool, waiting: options.wait) else {
        let holder = (try? RunnerNote.read(spool)).map { " (process \($0.process.number))" } ?? ""
        StandardStreams.say("another spool-runner\(holder) holds \(RunnerLock.paths(spool)[0])\n")
        return .done
      }
      lock = taken
    } catch {
      throw .spool(.unavailable(error))
    }
    defer { lock.release() }
    do throws(SpoolError) {
      // The runner that held the lock may have been a newer one.
      try spool.checkFormat()
    } catch {
      throw .spool(error)
    }
    do throws(SystemError) {
      try pass(workplace)
      return .done
    } catch {
      throw .spool(.unavailable(error))
    }
  }

  private func pass(_ workplace: Workplace) throws(SystemError) {
    let options = PassOptions(
      jobs: options.jobs, linger: options.lingerMilliseconds, isEndless: options.watch)
    let host = try KernelProcessHost(
      watching: [workplace.spool.path(.incoming), workplace.spool.path(.orders)],
      clock: workplace.clock)
    var pass = Pass(workplace, options, host)
    try pass.run()
    guard pass.stopping == nil else { return }
    DailySweep(workplace: workplace).runIfDue(try BootTime.now())
  }

  private func workplace(_ configuration: Configuration) throws(RunFault) -> Workplace {
    let table: RouteTable
    do throws(ConfigFault) {
      table = try RouteFile.load(
        context.routesFolder(), context.files, isNamed: context.routes != nil)
    } catch {
      throw .configuration(error)
    }
    for fault in table.faults { warn("\(fault)") }
    return Workplace(
      spool: Spool(root: configuration.spool, files: context.files), clock: context.clock,
      trust: try TrustFinder.find(configuration, context.files), table: table,
      drops: DropRules(configuration), environment: context.environment,
      retention: configuration.retention, random: { UInt64.random(in: .min ... .max) })
  }

  private func warn(_ text: String) {
    StandardStreams.complain("spool-runner: \(text)", priority: 4)
  }

  private func stillWakes(_ spool: Spool) -> Bool {
    let incoming = (try? spool.files.names(in: spool.path(.incoming))) ?? []
    let orders = (try? spool.files.names(in: spool.path(.orders))) ?? []
    return incoming.contains { !$0.hasPrefix(".") && $0.hasSuffix(".json") }
      || orders.contains { !$0.hasPrefix(".") }
  }
}
