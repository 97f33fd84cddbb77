internal import Common

/// What is wrong with the routes.
struct RouteFindings {
  let table: RouteTable
  let files: any FileSystem
  let environment: (String) -> String?

  func all() -> [Finding] {
    var findings = table.faults.map { Finding($0.fault) }
    if table.routes.isEmpty, findings.isEmpty {
      findings.append(.note("routes", "no routes: events will be kept, and nothing runs"))
    }
    // The runner's group may read them: its files belong to root.
    let secrets = SecretFindings(files: files, environment: environment, forbidden: 0o027)
    for route in table.routes {
      let references = route.secrets.sorted { $0.key < $1.key }.map(\.value)
      findings += references.compactMap { secrets.finding(on: $0, of: "route \(route.name)") }
    }
    return findings
  }
}
