internal import Common

/// A step that runs a program.
struct ProgramStep: Sendable {
  let name: SpoolWord

  /// An absolute path, the same for every event.
  let program: String

  /// What follows the program in its argument list.
  let arguments: [Template]

  /// How long it may run, in milliseconds.
  let timeout: Int64

  /// The folder it starts in; nil is the runner's choice.
  let folder: String?

  /// What is added to its environment.
  let environment: [(name: String, value: Template)]

  /// Whether an argument that begins with a value may begin with `-`.
  let dash: Bool

  /// How many bytes of its output are kept.
  let outputLimit: Int

  /// Every path of the event it needs.
  var paths: [EventPath] {
    arguments.flatMap { $0.paths } + environment.flatMap { $0.value.paths }
  }

  static let keys = ["name", "run", "timeout", "cwd", "env", "dash", "output_limit"]
  static let laterKeys = ["http", "continue_on_error"]

  static let defaultTimeout: Int64 = 600_000
  static let defaultOutputLimit = 64 << 10
}
