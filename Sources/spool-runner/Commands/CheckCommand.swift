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
    let configuration: Configuration
    do throws(ConfigFault) {
      configuration = try context.configuration()
    } catch {
      return [Finding(error)]
    }
    let scene = CheckScene(
      files: context.files, environment: context.environment, user: context.user)
    return ConfigurationFindings(configuration, scene).all()
      + routeFindings(configuration, scene) + SpoolFindings(configuration, scene).all()
  }

  private func routeFindings(
    _ configuration: Configuration, _ scene: CheckScene
  ) -> [Finding] {
    let options =
      (context.config.map { " --config \($0)" } ?? "")
      + (context.routes.map { " --routes \($0)" } ?? "")
    do throws(ConfigFault) {
      let findings = RouteFindings(
        table: try context.routeTable(), folder: context.routesFolder(), scene: scene,
        secrets: SecretFindings(.step, scene, Roles(configuration, scene), options: options))
      return findings.all()
    } catch {
      return [Finding(error)]
    }
  }
}
