internal import Common
internal import Glibc

/// The file this process was started from, and whether another has taken its name since.
struct ExecutableIdentity {
  private struct Number: Equatable {
    let device: UInt64
    let inode: UInt64

    init?(of path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
    }
  }

  private let path: String?
  private let number: Number?

  init() {
    path = Self.target(of: "/proc/self/exe").map(Self.name)
    number = Number(of: "/proc/self/exe")
  }

  /// A name that is missing is not replaced: nothing could be started from it.
  var isReplaced: Bool {
    guard let path, let number, let now = Number(of: path) else { return false }
    return now != number
  }

  /// What the kernel adds where the file lost its name before we looked (`proc_pid_exe(5)`).
  private static func name(_ target: String) -> String {
    let mark = " (deleted)"
    return target.hasSuffix(mark) ? String(target.dropLast(mark.utf8.count)) : target
  }

  private static func target(of link: String) -> String? {
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      count = buffer.withMemoryRebound(to: CChar.self) { text in
        text.baseAddress.map { max(0, readlink(link, $0, text.count)) } ?? 0
      }
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}
