internal import Common

/// A fault that stops one route, or one secret of a route file.
struct RouteFault: Error, Equatable, CustomStringConvertible {
  /// The route's name, if it could be read; a task of it waits and does not fail.
  let route: SpoolWord?
  /// The file in which routes stand whose names could not be read.
  var hidesRoutes: String?
  let fault: ConfigFault

  var description: String { fault.description }
}
