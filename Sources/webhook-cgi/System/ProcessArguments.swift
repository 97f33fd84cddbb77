internal import Common

/// The words this process was started with.
///
/// From the kernel: Embedded Swift has no `CommandLine`, and in ordinary Swift it costs every start
/// a look at the memory map.
enum ProcessArguments {
  private static let file = "/proc/self/cmdline"

  /// The words behind the program's name.
  static func words(_ files: Files = KernelFileSystem()) throws(SystemError) -> [String] {
    let file = try files.openFollowing(file)
    defer { files.close(file) }
    var text: [UInt8] = []
    while true {
      let piece = try files.read(file, from: text.count, limit: 4096)
      if piece.isEmpty { break }
      text += piece
    }
    // Each word ends with a zero byte, so behind the last one stands an empty piece.
    return text.split(separator: 0, omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }
}
