internal import Common
internal import Glibc

/// What somebody pipes into a command.
enum StandardInput {
  /// All of it; nil when it is more than `limit` bytes.
  static func contents(limit: Int) throws(SystemError) -> [UInt8]? {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(STDIN_FILENO, &piece, piece.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError(call: "read", path: "standard input", code: errno)
      }
      if count == 0 { return bytes }
      bytes += piece[..<count]
      if bytes.count > limit { return nil }
    }
  }
}
