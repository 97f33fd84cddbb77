/// The first word of a command line.
enum CommandWord: String, CaseIterable {
  case run
  case status
  case list
  case show
  case retry
  case reprocess
  case cancel
  case sweep
  case send
  case secret
  case check
  case help

  /// The options it takes besides those that every command takes.
  var options: [Option] {
    switch self {
    case .run: [.wait, .watch, .linger, .jobs]
    case .status, .secret, .check: [.json]
    case .list: [.state, .source, .event, .route, .limit, .refused, .since, .json]
    case .show: [.payload, .json]
    case .retry, .reprocess, .cancel: [.wait, .timeout]
    case .sweep: [.wait, .timeout, .now]
    case .send: [.source, .event]
    case .help: []
    }
  }

  func takes(_ option: Option) -> Bool { option.isForEveryCommand || options.contains(option) }
}
