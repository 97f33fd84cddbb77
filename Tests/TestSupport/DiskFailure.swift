internal import Foundation

/// Why the simulated kernel refuses a call: an error number, nothing else.
struct DiskFailure: Error, Equatable {
  let code: Int32

  static let missing = DiskFailure(code: ENOENT)
  static let exists = DiskFailure(code: EEXIST)
  static let denied = DiskFailure(code: EACCES)
  static let notPermitted = DiskFailure(code: EPERM)
  static let isFolder = DiskFailure(code: EISDIR)
  static let isNoFolder = DiskFailure(code: ENOTDIR)
  static let notEmpty = DiskFailure(code: ENOTEMPTY)
  static let tooManyLinks = DiskFailure(code: ELOOP)
  static let nameTooLong = DiskFailure(code: ENAMETOOLONG)
  static let noSpace = DiskFailure(code: ENOSPC)
  static let badDescriptor = DiskFailure(code: EBADF)
  static let invalid = DiskFailure(code: EINVAL)
  static let noDevice = DiskFailure(code: ENXIO)
  static let busy = DiskFailure(code: EBUSY)
  /// A lock that is waited for while its holder cannot run: a test would stand still for ever.
  static let waitsForEver = DiskFailure(code: EDEADLK)
}
