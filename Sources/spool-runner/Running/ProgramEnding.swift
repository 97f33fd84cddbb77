/// How a program ended.
enum ProgramEnding: Equatable, Sendable {
  case exited(Int32)
  case killed(Int32)
  /// The child could not become the program.
  case unstarted(LaunchFault)
}
