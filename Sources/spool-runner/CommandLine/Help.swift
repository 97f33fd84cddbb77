/// The help texts; `CommandWord` says which options there are, and a test holds both together.
enum Help {
  static func text(_ topic: CommandWord?) -> String {
    guard let topic else { return overview }
    return """
      \(usage(topic))

      \(details(topic))

      """
  }

  static let overview = """
    spool-runner: routes the spooled events and runs programs for them.

    usage: spool-runner COMMAND [--config FILE] [--routes DIR]

    the pass
      run            route what came, run what is due, and end

    looking
      status         how many of what, since when, and whether a runner is at work
      list           events, tasks, rejected files, refused requests; newest first
      show ID        one event with its tasks, or one task with its history

    asking the runner for something
      retry TASK...      run failed, cancelled or waiting tasks now
      reprocess EVENT... route events once more
      cancel TASK...     end tasks that wait or run
      sweep              remove what is older than the retention

    by hand
      send FILE      spool an event from a file
      secret ...     make or replace the secret of a source
      check          look at configuration, routes, secrets and the spool's folders
      help COMMAND   more about one of these

    Configuration: --config, else $WEBHOOK_CONFIG, else /etc/webhook-spool/config.json;
    routes: --routes, else routes.d beside it. --version prints the version.

    exit status: 0 done, 1 no (and why), 64 usage, 75 try later, 78 configuration

    """

  private static func usage(_ topic: CommandWord) -> String {
    let operands: String =
      switch topic {
      case .run, .status, .sweep, .check: ""
      case .list: " [events|tasks|rejected]"
      case .show: " ID"
      case .retry, .cancel: " TASK..."
      case .reprocess: " EVENT..."
      case .send: " FILE"
      case .secret: " ensure|rotate SOURCE"
      case .help: " [COMMAND]"
      }
    let options = topic == .send ? " --source NAME [--event TYPE]" : optional(topic.options)
    return "usage: spool-runner \(topic.rawValue)\(operands)\(options)"
  }

  /// The options one by one where they fit on the line.
  private static func optional(_ options: [Option]) -> String {
    if options.count > 4 { return " [OPTION...]" }
    return options.map { " [\($0.rawValue)\($0.placeholder.map { " \($0)" } ?? "")]" }.joined()
  }
}
