import Glibc

/// The few values of `errno` that somebody above decides on.
package enum ErrorNumber {
  package static let missing = ENOENT
  package static let exists = EEXIST
  package static let denied = EACCES
  package static let notPermitted = EPERM
  package static let noSpace = ENOSPC
  package static let busy = EBUSY
  package static let readOnly = EROFS
  package static let inputOutput = EIO
  package static let isSymbolicLink = ELOOP
  package static let noDevice = ENXIO
  package static let isFolder = EISDIR
  package static let isNoFolder = ENOTDIR
  package static let notEmpty = ENOTEMPTY
  package static let noExecutable = ENOEXEC

  /// The C library's text for an error number.
  package static func text(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}
