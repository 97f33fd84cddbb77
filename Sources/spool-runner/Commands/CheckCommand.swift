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
    do throws(ConfigFault) {
      configuration = try context.configuration()
    } catch {
      return [Finding(error)]
    }
    let sources = ConfigurationFindings(
      configuration: configuration, files: context.files, environment: context.environment)
    let spool = Spool(root: configuration.spool, files: context.files)
    return sources.all() + routeFindings() + SpoolFindings(spool: spool).all()
  }

  private func routeFindings() -> [Finding] {
    do throws(ConfigFault) {
      let findings = RouteFindings(
        table: try context.routeTable(), files: context.files, environment: context.environment)
      return findings.all()
    } catch {
      return [Finding(error)]
    }
  }
}
