internal import Common

/// Looks at everything that both programs need, and prints one line a finding.
struct CheckCommand {
  let format: Command.Format
  let context: Context

  func run() -> ExitStatus {
    let findings = findings()
    for finding in findings {
      switch format {
      case .person: context.output.sayLine(finding.text)
      case .script:
        var writer = JSONWriter()
        finding.write(to: &writer)
        context.output.say(writer)
      }
    }
    if findings.contains(where: { $0.weight == .fault }) { return .configuration }
    if format == .person { context.output.sayLine("good") }
    return .done
  }

  private func findings() -> [Finding] {
    let configuration: Configuration
    do throws(CommandFault) {
      configuration = try context.configuration()
    } catch {
      return [.fault("configuration", error.message)]
    }
    let spool = Spool(root: configuration.spool, files: context.files)
    return configuration.faults.map { .fault("configuration", "\($0)") }
      + SpoolFindings(spool: spool).all()
  }
}
