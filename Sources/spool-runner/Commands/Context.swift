internal import Common

/// What every command is handed: the machine, and what was said about the configuration.
struct Context: Sendable {
  let files: any FileSystem
  let clock: any Clock
  /// The value of an environment variable.
  let environment: @Sendable (String) -> String?
  let output: Output
  /// `--config`.
  var config: String?
  /// `--routes`.
  var routes: String?
  /// The number of the user who gave the command.
  var user: UInt32 = ProcessUser.number
  /// Makes root another user for good, in the group of the spool where that user has none; a test
  /// hands in what only remembers.
  var become: @Sendable (_ user: UInt32, _ group: UInt32) throws(SystemError) -> Void = { _, _ in }
  /// Lets so many milliseconds pass.
  var pause: @Sendable (Int64) -> Void = { Pause.milliseconds($0) }

  /// Reads the configuration anew; a command asks for it once, when it needs it.
  func configuration() throws(ConfigFault) -> Configuration {
    try ConfigurationLoader(files: files, environment: environment).load(config)
  }

  /// Where the route files are: `--routes`, else `routes.d` beside the configuration file.
  func routesFolder() -> String {
    if let routes { return routes }
    let variable = environment("WEBHOOK_CONFIG").flatMap { $0.isEmpty ? nil : $0 }
    return RouteFile.folder(beside: config ?? variable ?? ConfigurationLoader.usualFile)
  }

  /// All routes; a folder that was asked for by name has to be there.
  func routeTable() throws(ConfigFault) -> RouteTable {
    try RouteFile.load(routesFolder(), files, isNamed: routes != nil)
  }

  /// The configuration, for a command that has no other answer to a fault than to say it.
  func configured() throws(CommandFault) -> Configuration {
    do throws(ConfigFault) {
      return try configuration()
    } catch {
      throw .configuration("\(error)")
    }
  }

  /// As root, becomes the user who owns the spool, so that nothing is left there that the runner
  /// cannot handle; true when that was done.
  @discardableResult
  func actAsOwner(of spool: Spool) throws(SystemError) -> Bool {
    guard user == 0 else { return false }
    let status = try files.status(spool.root)
    guard status.owner != 0 else { return false }
    try become(status.owner, status.group)
    return true
  }

  /// The configured spool, if it is there and of our format.
  func spool() throws(CommandFault) -> Spool {
    try spool(of: configured())
  }

  func spool(of configuration: Configuration) throws(CommandFault) -> Spool {
    let spool = Spool(root: configuration.spool, files: files)
    do throws(SystemError) {
      _ = try files.status(spool.root)
    } catch {
      throw .spool(.unavailable(error))
    }
    do throws(SpoolError) {
      try spool.checkFormat()
    } catch {
      throw .spool(error)
    }
    return spool
  }
}
