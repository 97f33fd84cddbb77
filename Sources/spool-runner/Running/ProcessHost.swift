internal import Common

/// Starts programs, tells what happens to them, and wakes the pass; the kernel's, or a test's.
protocol ProcessHost {
  /// Starts an attempt's program in a process group of its own.
  ///
  /// The child writes the start line to the log before it executes the program, so a claim without
  /// that line ran nothing.
  mutating func start(_ launch: Launch) throws(LaunchFault) -> Int32

  /// Asks the group of an attempt of ours to end (TERM), or ends it (KILL).
  func end(group: Int32, forcefully: Bool)

  /// Whether processes of an attempt that another runner started are still alive.
  func isAlive(_ start: AttemptStart, _ task: TaskID) -> Bool

  /// Kills what is alive of an attempt that another runner started.
  func kill(_ start: AttemptStart, _ task: TaskID)

  /// Waits until something happens, at most until this `Clock.uptime`; nil is for ever.
  mutating func wait(until deadline: Int64?) -> [Happening]
}

/// All that is needed to start one attempt.
struct Launch {
  let program: ChildProgram
  let task: TaskID
  let attempt: Int
  /// The event file; the child's standard input.
  let input: Descriptor
  /// The task file, open at its end.
  let log: Descriptor
  let startLine: (_ pid: Int32, _ ticks: UInt64, _ boot: String) -> [UInt8]
  let outputLimit: Int
  /// What must not be seen in the output.
  let secrets: [Secret]
}

/// Why a program could not be started.
enum LaunchFault: Error, Equatable {
  /// It will not start however often it is tried: it does not exist, or may not be executed.
  case impossible(String)
  /// The machine has no room for it now.
  case unavailable(String)
}

/// Something the pass waits for.
enum Happening: Equatable {
  /// A program ended; its output is what was kept of it, masked.
  case ended(pid: Int32, ProgramEnding, output: String)
  /// There may be something new in `incoming/` or `orders/`.
  case spoolChanged
  /// The runner is to end.
  case stop
}
