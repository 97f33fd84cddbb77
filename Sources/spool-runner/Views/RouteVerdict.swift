internal import Common

/// Why a route takes an event, or does not.
struct RouteVerdict: Equatable {
  let route: String
  /// A line for each condition that failed; none if the event matches.
  let reasons: [String]

  var matches: Bool { reasons.isEmpty }

  /// The verdict of every route, in their order; nil when the event's file is damaged.
  static func all(_ table: RouteTable, on path: String, _ files: any FileSystem)
    throws(SystemError) -> [RouteVerdict]?
  {
    let paths = table.routes.flatMap { $0.match.paths }
    guard let values = try EventValues.read(path, paths, files) else { return nil }
    return table.routes.map { route in
      RouteVerdict(route: route.name.description, reasons: route.match.explain(values))
    }
  }
}
