internal import Common

/// Looks at everything that both programs need, and prints one line a finding.
struct CheckCommand {
  let format: Command.Format
  let context: Context

  func run() -> ExitStatus {
    let report = FindingReport(findings())
    context.output.say(report.text(asJSON: format == .script))
    return report.status
  }

  private func findings() -> [Finding] {
    let scene = CheckScene(
      files: context.files, environment: context.environment, user: context.user)
    let configuration: Configuration
    do throws(ConfigFault) {
      configuration = try context.configuration()
    } catch {
      return [scene.finding(on: error, command: "spool-runner check\(options)")]
    }
    return ConfigurationFindings(configuration, scene).all()
      + routeFindings(configuration, scene) + SpoolFindings(configuration, scene).all()
  }

  private func routeFindings(
    _ configuration: Configuration, _ scene: CheckScene
  ) -> [Finding] {
    do throws(ConfigFault) {
      let findings = RouteFindings(
        table: try context.routeTable(), folder: context.routesFolder(), scene: scene,
        secrets: SecretFindings(.step, scene, Roles(configuration, scene), options: options))
      return findings.all()
    } catch {
      return [scene.finding(on: error, command: "spool-runner check\(options)")]
    }
  }

  /// With what the command has to be repeated.
  private var options: String {
    (context.config.map { " --config \($0)" } ?? "")
      + (context.routes.map { " --routes \($0)" } ?? "")
  }
}
