/// Why the spool could not be used.
package enum SpoolError: Error, Equatable, CustomStringConvertible {
  /// A system call failed; trying again later may help.
  case unavailable(SystemError)
  /// The spool's `format` is not ours.
  case unknownFormat(found: String)
  /// Less room is left than the configuration keeps free.
  case full(free: Int, kept: Int)

  package var description: String {
    switch self {
    case .unavailable(let error): error.description
    case .unknownFormat(let found):
      "the spool's format file says \"\(found)\" and this program knows format 1: upgrade it"
    case .full(let free, let kept):
      "the spool's file system has \(free) bytes left, less than keep_free (\(kept))"
    }
  }
}
