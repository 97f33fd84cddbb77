internal import Common

/// What is wrong with the sources of a configuration that could be read.
struct ConfigurationFindings {
  let configuration: Configuration
  let files: any FileSystem
  let environment: (String) -> String?

  func all() -> [Finding] {
    let (sources, faults) = configuration.sources.all()
    var findings = faults.map { Finding($0) }
    if configuration.sources.isEmpty {
      findings.append(.note(place, "no sources: nothing will be received"))
    }
    // A signing secret is the receiver's alone: neither its group nor others have a part in it.
    let secrets = SecretFindings(files: files, environment: environment, forbidden: 0o077)
    for source in sources {
      findings += source.secrets.compactMap { secrets.finding(on: $0, of: "source \(source.name)") }
    }
    return fileFindings + findings
  }

  private var place: String { configuration.file ?? "configuration" }

  private var fileFindings: [Finding] {
    guard let file = configuration.file, let status = try? files.status(file),
      status.permissions & 0o022 != 0
    else { return [] }
    let mode = SpoolFindings.octal(status.permissions)
    return [.fault(file, "others than its owner may write it (mode \(mode)): chmod 640")]
  }
}

extension Finding {
  init(_ fault: ConfigFault) {
    let key = fault.key.isEmpty ? "" : "\(fault.key): "
    self = .fault(fault.file, "\(key)\(fault.problem)")
  }
}
