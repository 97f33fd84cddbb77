internal import Common

extension Command {
  /// Does what was asked for; what went wrong is said on standard error.
  func run(in context: Context) -> ExitStatus {
    do throws(CommandFault) {
      return try attempt(in: context)
    } catch {
      context.output.complain("spool-runner: \(error.message)")
      return error.status
    }
  }

  private func attempt(in context: Context) throws(CommandFault) -> ExitStatus {
    switch self {
    case .run(let options): return RunCommand(options: options, context: context).run()
    case .status(let format): try StatusCommand(format: format, context: context).run()
    case .list(let query, let format):
      try ListCommand(query: query, format: format, context: context).run()
    case .show(let query, let format):
      try ShowCommand(query: query, format: format, context: context).run()
    case .order(let wishes, let waiting):
      return try OrderCommand(wishes: wishes, waiting: waiting, context: context).run()
    case .sweep(let isWaiting):
      try SweepCommand(isWaiting: isWaiting, context: context).run()
    case .send(let request): try SendCommand(request: request, context: context).run()
    case .secret(let request, let format):
      try SecretCommand(request: request, format: format, context: context).run()
    case .check(let format): return CheckCommand(format: format, context: context).run()
    case .help(let topic): context.output.say(Help.text(topic))
    case .version: context.output.sayLine("spool-runner \(ProductVersion.text)")
    }
    return .done
  }
}
