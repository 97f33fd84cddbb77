internal import Common

/// All routes, in the order of the files and in the files.
struct RouteTable: Sendable {
  let routes: [Route]

  /// What is wrong with the routes that cannot be used.
  let faults: [RouteFault]

  init(routes: [Route] = [], faults: [RouteFault] = []) {
    self.routes = routes
    self.faults = faults
  }

  /// Puts files together; of routes with one name none is used, in whichever files they are.
  init(_ files: [RouteFile], unread: [RouteFault] = []) {
    var routes: [Route] = []
    var faults = unread + files.flatMap { $0.faults }
    let names =
      files.flatMap { $0.routes.map { $0.route.name } }
      + faults.compactMap { $0.route }
    for file in files {
      for (route, key) in file.routes {
        guard names.count(where: { $0 == route.name }) > 1 else {
          routes.append(route)
          continue
        }
        let problem = ConfigFault.Problem.wrong(
          found: "\"\(route.name)\", which another route has too", expected: "a name of its own")
        faults.append(
          RouteFault(
            route: route.name,
            fault: ConfigFault(file: file.path, key: "\(key).name", problem)))
      }
    }
    self.init(routes: routes, faults: faults)
  }

  /// The route of a name, nil when there is none or it has a fault.
  func route(_ name: SpoolWord) -> Route? {
    routes.first { $0.name == name }
  }

  /// Whether there is a route of this name that cannot be used: its tasks wait, and do not fail.
  ///
  /// A route that is not found may be one of those whose names could not be read.
  func isFaulty(_ name: SpoolWord) -> Bool {
    faults.contains { $0.route == name || ($0.hidesRoutes != nil && route(name) == nil) }
  }

  /// What events do not reach now.
  var unusable: [OwedRoutes.Debtor] {
    var debtors: [OwedRoutes.Debtor] = []
    for fault in faults {
      let debtor: OwedRoutes.Debtor
      if let name = fault.route {
        debtor = .route(name)
      } else if let file = fault.hidesRoutes {
        debtor = .file(file, seen: routes.filter { $0.file == file }.map(\.name))
      } else {
        continue
      }
      if !debtors.contains(debtor) { debtors.append(debtor) }
    }
    return debtors
  }

  /// How the tasks of a route are tried again, nil when there is no such route.
  func retry(of name: SpoolWord) -> RetryPolicy? {
    route(name)?.retry ?? (isFaulty(name) ? RetryPolicy() : nil)
  }
}
