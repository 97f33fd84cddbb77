internal import Common
internal import Glibc

extension SystemError {
  /// Whether the machine as a whole refused: no room, memory or descriptor, or a failing disk.
  ///
  /// That passes, and is the fault of no task. Every other error belongs to the file it met.
  var isOfMachine: Bool {
    switch code {
    case EMFILE, ENFILE, ENOMEM, ENOSPC, EDQUOT, EAGAIN, ENOBUFS, EIO, EROFS: true
    default: false
    }
  }

  /// The machine has no room for one process more.
  static func cannotStart(_ reason: String) -> SystemError {
    SystemError(call: "start", path: "the program (\(reason))", code: EAGAIN)
  }
}
