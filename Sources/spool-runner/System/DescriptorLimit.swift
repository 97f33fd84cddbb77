internal import Glibc

/// How many descriptors a process may have open (`getrlimit(2)`, RLIMIT_NOFILE).
///
/// The usual limit, 1,024, is so low for the sake of programs that call `select(2)`. The runner
/// does not, and needs some for each program that runs.
struct DescriptorLimit {
  private let inherited: rlimit
  /// What holds for this process.
  let count: Int

  /// Raises the limit as far as an ordinary process may.
  init() {
    var limit = rlimit()
    _ = getrlimit(Self.kind, &limit)
    inherited = limit
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(Self.kind, &limit)
    _ = getrlimit(Self.kind, &limit)
    count = Int(clamping: limit.rlim_cur)
  }

  /// Puts the limit back to what was inherited, for a program that is about to be executed.
  func restore() {
    var limit = inherited
    _ = setrlimit(Self.kind, &limit)
  }

  private static var kind: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}
