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
    let configuration: Configuration
    do throws(ConfigFault) {
      configuration = try ConfigurationLoader(files: files, environment: environment.value)
        .load(config)
    } catch {
      return [Finding(error)]
    }
    let scene = CheckScene(
      files: files, environment: environment.value, user: ProcessUser.number)
    return ConfigurationFindings(configuration, scene).all()
      + SpoolFindings(configuration, scene).all()
  }
}
