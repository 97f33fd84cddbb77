import Common
import Synchronization
import TestSupport

@testable import spool_runner

/// A command with a spool on a disk in memory, and what it said.
///
/// A class, because the command's output is noted while it runs.
final class CommandBench: Sendable {
  let view: ViewBench
  let clock = SimulatedClock()
  private let said = Mutex<(out: [String], err: [String])>(([], []))

  init() throws {
    view = try ViewBench()
  }

  var out: [String] { said.withLock { $0.out } }
  var err: [String] { said.withLock { $0.err } }

  /// What a command is handed; `pause` also lets the clock go on.
  func context(
    files: (any FileSystem)? = nil, user: UInt32 = 0,
    whilePausing: @escaping @Sendable () -> Void = {}
  ) -> Context {
    Context(
      files: files ?? view.files, clock: clock,
      environment: { $0 == "WEBHOOK_SPOOL" ? "/spool" : nil },
      output: Output(
        isTerminal: false, say: { text in self.said.withLock { $0.out.append(text) } },
        complain: { text in self.said.withLock { $0.err.append(text) } }),
      user: user,
      pause: { milliseconds in
        whilePausing()
        self.clock.advance(milliseconds: milliseconds)
      })
  }

  func run(
    _ command: Command, files: (any FileSystem)? = nil, user: UInt32 = 0
  ) -> Common.ExitStatus {
    command.run(in: context(files: files, user: user))
  }

  /// The names in a folder of the spool.
  func names(_ folder: SpoolFolder) throws -> [String] {
    try view.files.names(in: view.spool.path(folder))
  }
}
