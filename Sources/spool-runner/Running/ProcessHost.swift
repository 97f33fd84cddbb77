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

  /// How many programs more could be started now, as far as descriptors go.
  var room: Int { get }

  /// Whether processes of an attempt that another runner started are still alive.
  func survivors(of start: AttemptStart, _ task: TaskID) -> Survivors

  /// Kills what is alive for certain of an attempt that another runner started.
  func kill(_ start: AttemptStart, _ task: TaskID)

  /// Waits until something happens, at most until this `Clock.uptime`; nil is for ever.
  mutating func wait(until deadline: Int64?) -> [Happening]
}
