internal import Common

/// Looks at everything the receiver needs, and prints one line a finding.
struct ConfigurationCheck {
  let environment: ProcessEnvironment
  let config: String?

  func run() -> ExitStatus {
    let findings = findings()
    for finding in findings { StandardStreams.say("\(TerminalText.escaped(finding))\n") }
    if findings.isEmpty { StandardStreams.say("the configuration is good\n") }
    return findings.isEmpty ? .done : .configuration
  }

  private func findings() -> [String] {
    let files = KernelFileSystem()
    let configuration: Configuration
    do throws(ConfigFault) {
      configuration = try ConfigurationLoader(files: files, environment: environment.value)
        .load(config)
    } catch {
      return ["\(error)"]
    }
    let (sources, faults) = configuration.sources.all()
    var findings = faults.map { "\($0)" }
    for source in sources { findings += self.findings(in: source, files) }
    let spool = Spool(root: configuration.spool, files: files)
    do throws(SpoolError) {
      try spool.checkFormat()
      try spool.checkRoom(keptFree: configuration.keepFree)
    } catch {
      findings.append("\(error)")
    }
    return findings
  }

  private func findings(in source: Source, _ files: any FileSystem) -> [String] {
    let proof = SchemeRules(source).proof
    let secrets: [String] = source.secrets.compactMap { reference in
      do throws(SecretFault) {
        let secret = try reference.resolve(files: files, environment: environment.value)
        return proof.canUse(secret)
          ? nil : "source \(source.name): \(Proof.unusableSecret), in \(reference)"
      } catch {
        return "source \(source.name): \(error)"
      }
    }
    return secrets + Doorkeeper(source: source, files: files).findings()
  }
}
