internal import Common

/// Looks at everything the receiver needs, and prints one line a finding.
struct ConfigurationCheck {
  let environment: ProcessEnvironment
  let config: String?
  let asJSON: Bool

  func run() -> ExitStatus {
    let report = FindingReport(findings())
    StandardStreams.say(report.text(asJSON: asJSON))
    return report.status
  }

  private func findings() -> [Finding] {
    let files = KernelFileSystem()
    let scene = CheckScene(
      files: files, environment: environment.value, user: ProcessUser.number)
    let configuration: Configuration
    do throws(ConfigFault) {
      configuration = try ConfigurationLoader(files: files, environment: environment.value)
        .load(config)
    } catch {
      let words = ["webhook-cgi --check"] + (config.map { ["--config \($0)"] } ?? [])
      return [scene.finding(on: error, command: words.joined(separator: " "))]
    }
    return ConfigurationFindings(configuration, scene).all()
      + SpoolFindings(configuration, scene).all()
  }
}
