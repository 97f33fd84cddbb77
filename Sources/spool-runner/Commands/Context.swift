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
  /// Lets so many milliseconds pass.
  var pause: @Sendable (Int64) -> Void = { Machine.pause(milliseconds: $0) }

  /// Reads the configuration anew; a command asks for it once, when it needs it.
  func configuration() throws(CommandFault) -> Configuration {
    do throws(ConfigFault) {
      return try ConfigurationLoader(files: files, environment: environment).load(config)
    } catch {
      throw .configuration("\(error)")
    }
  }

  /// The configured spool, if it is there and of our format.
  func spool() throws(CommandFault) -> Spool {
    try spool(of: configuration())
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
