import Foundation
import Testing

/// One life of the real program, with descriptors of the test's choosing.
///
/// A class, because it owns a process: one that a failed test leaves behind is killed with it.
/// `posix_spawn` and not Foundation's `Process`: descriptors must be exactly the three given.
final class ProgramRun {
  /// The program stands beside the tests in the build folder.
  static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "webhook-cgi").path

  private let id: pid_t
  private var status: Int32?

  init(
    _ arguments: [String] = [], environment: [String: String], input: Channel, output: Channel,
    error: Channel
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, channel) in [(0, input), (1, output), (2, error)] {
      posix_spawn_file_actions_adddup2(&actions, channel.number, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads tests run on have most signals blocked, and a program inherits that.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = Self.strings([Self.path] + arguments)
    let variables = Self.strings(environment.map { "\($0)=\($1)" })
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    try #require(posix_spawn(&id, Self.path, &actions, &attributes, words, variables) == 0)
    self.id = id
  }

  deinit {
    guard status == nil else { return }
    kill(id, SIGKILL)
    waitpid(id, nil, 0)
  }

  /// The exit status; a signal's number is negative.
  func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(id, &raw, 0) < 0 && errno == EINTR {}
    let ended = raw & 0x7f == 0 ? raw >> 8 & 0xff : -(raw & 0x7f)
    status = ended
    return ended
  }

  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }
}
