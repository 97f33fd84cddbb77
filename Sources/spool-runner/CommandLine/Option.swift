/// An option of the command line; it takes a value always or never, whatever the command.
enum Option: String, CaseIterable {
  case config = "--config"
  case routes = "--routes"
  case help = "--help"
  case version = "--version"
  case json = "--json"
  case wait = "--wait"
  case watch = "--watch"
  case linger = "--linger"
  case jobs = "--jobs"
  case timeout = "--timeout"
  case state = "--state"
  case source = "--source"
  case event = "--event"
  case route = "--route"
  case since = "--since"
  case limit = "--limit"
  case refused = "--refused"
  case payload = "--payload"
  case now = "--now"

  /// What stands for its value in a usage line, nil when it takes none.
  var placeholder: String? {
    switch self {
    case .config: "FILE"
    case .routes: "DIR"
    case .linger, .timeout, .since: "TIME"
    case .jobs, .limit: "N"
    case .state: "STATE"
    case .source, .route: "NAME"
    case .event: "TYPE"
    case .help, .version, .json, .wait, .watch, .refused, .payload, .now: nil
    }
  }

  /// Whether every command takes it.
  var isForEveryCommand: Bool {
    switch self {
    case .config, .routes, .help, .version: true
    default: false
    }
  }
}
