internal import Common

/// What is wrong with the routes.
struct RouteFindings {
  let table: RouteTable
  /// The folder they were read from.
  let folder: String
  let scene: CheckScene
  let secrets: SecretFindings

  func all() -> [Finding] {
    var findings = table.faults.map { Finding($0.fault) }
    if table.routes.isEmpty, findings.isEmpty {
      findings.append(.note(folder, "no routes: events will be kept, and nothing runs"))
    }
    for route in table.routes {
      for (name, secret) in route.secrets.sorted(by: { $0.key < $1.key }) {
        let finding = secrets.finding(on: secret, route.file, "secrets.\(name)")
        // Routes of one file share its secrets.
        if let finding, !findings.contains(finding) { findings.append(finding) }
      }
      if let problem = programProblem(route.step.program) {
        findings.append(.fault(route.file, key: "\(route.key).steps[0].run[0]", problem))
      }
    }
    return findings
  }

  /// A program that is not there fails every task; what may not be looked at may still be executed.
  private func programProblem(_ path: String) -> String? {
    do throws(SystemError) {
      let file = try scene.files.openFollowing(path)
      defer { scene.files.close(file) }
      let status = try scene.files.status(file)
      guard status.kind == .regular else {
        return "found \(path), which is no file, expected a program"
      }
      guard status.permissions & 0o111 != 0 else {
        return "found \(path), which is not executable: chmod +x \(path)"
      }
    } catch {
      if error.isMissing { return "found \(path), and there is no such program" }
    }
    return nil
  }
}
