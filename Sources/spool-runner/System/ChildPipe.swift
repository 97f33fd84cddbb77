internal import Common
internal import Glibc

/// A pipe of which only the child keeps the writing end.
struct ChildPipe {
  let reader: Descriptor
  let writer: Descriptor

  /// Opens one whose reading end never waits; both ends are close-on-exec.
  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard CLibrary.openPipe(&ends, O_CLOEXEC) == 0 else {
      throw SystemError(call: "open", path: "a pipe", code: errno)
    }
    reader = Descriptor(number: ends[0])
    writer = Descriptor(number: ends[1])
    // Not both ends: the child's programs expect a standard output that waits.
    _ = fcntl(reader.number, F_SETFL, O_NONBLOCK)
  }

  func close() {
    _ = Glibc.close(reader.number)
    _ = Glibc.close(writer.number)
  }
}
