internal import Common

/// Routes what was spooled and runs it, and shows and does what an operator asks for.
@main
struct SpoolRunner {
  static func main() {
    StandardStreams.exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    SignalDesk.ignoreFileLimit()
    let invocation: Invocation
    do throws(UsageFault) {
      invocation = try Invocation(arguments, processors: Processors.count)
    } catch {
      for line in error.lines { StandardStreams.complain(line) }
      return .usage
    }
    let environment = ProcessEnvironment()
    let context = Context(
      files: KernelFileSystem(), clock: KernelClock(), environment: { environment.value($0) },
      output: .standard, config: invocation.config.map(ProcessAccount.absolute),
      routes: invocation.routes.map(ProcessAccount.absolute),
      become: { user, group throws(SystemError) in
        try ProcessAccount.become(user, group: group)
      })
    return invocation.command.run(in: context)
  }
}
