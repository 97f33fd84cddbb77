/// Something the pass waits for.
enum Happening: Equatable {
  /// A program ended; its output is what was kept of it, masked.
  case ended(pid: Int32, ProgramEnding, output: String)
  /// There may be something new in `incoming/` or `orders/`.
  case spoolChanged
  /// The runner is to end.
  case stop
}
