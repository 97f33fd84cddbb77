internal import Common

/// How the spool is doing.
struct StatusCommand {
  let format: Command.Format
  let context: Context

  func run() throws(CommandFault) {
    let configuration = try context.configured()
    let spool = try context.spool(of: configuration)
    let now = context.clock.now()
    let scene = CheckScene(
      files: context.files, environment: context.environment, user: context.user)
    let trust = Roles(configuration, scene).trust
    let status = try CommandFault.looking { () throws(SystemError) in
      try SpoolStatus(
        spool, keptFree: configuration.keepFree, now: now, trust: trust,
        account: { scene.accounts.name(ofUser: $0) })
    }
    switch format {
    case .person: context.output.say(StatusText(status: status, now: now).text)
    case .script:
      var writer = JSONWriter()
      StatusJSON.write(status, to: &writer)
      context.output.say(writer)
    }
  }
}
