/// A command line that was not understood.
struct UsageFault: Error, Equatable {
  let message: String
  /// Whose help explains it, nil for the overall help.
  let command: CommandWord?

  init(_ message: String, command: CommandWord? = nil) {
    self.message = message
    self.command = command
  }

  /// What is said on standard error, line by line.
  var lines: [String] {
    let topic = command.map { " \($0.rawValue)" } ?? ""
    return ["spool-runner: \(message)", "spool-runner help\(topic) says more"]
  }
}
