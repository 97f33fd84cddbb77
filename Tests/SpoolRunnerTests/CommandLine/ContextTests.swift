import TestSupport
import Testing

@testable import spool_runner

struct ContextTests {
  static let places: [(routes: String?, config: String?, variable: String?, folder: String)] = [
    (nil, nil, nil, "/etc/webhook-spool/routes.d"),
    (nil, nil, "", "/etc/webhook-spool/routes.d"),
    (nil, nil, "/srv/hooks.json", "/srv/routes.d"),
    (nil, "/opt/w/c.json", "/srv/hooks.json", "/opt/w/routes.d"),
    (nil, "c.json", nil, "routes.d"),
    (nil, "/c.json", nil, "/routes.d"),
    ("/r", "/opt/w/c.json", nil, "/r"),
  ]

  @Test(arguments: places)
  func routesAreBesideTheConfiguration(
    routes: String?, config: String?, variable: String?, folder: String
  ) {
    let context = Context(
      files: SimulatedDisk().process("command"), clock: SimulatedClock(),
      environment: { $0 == "WEBHOOK_CONFIG" ? variable : nil }, output: .standard, config: config,
      routes: routes)
    #expect(context.routesFolder() == folder)
  }
}
