/// The verbs the spool needs from the kernel, and no others.
///
/// Everything the two programs do to the spool goes through here, so a test can fail the n-th call
/// or cut the power after it. Paths are absolute. Every failing verb throws the call, the path and
/// the error number.
package protocol FileSystem: Sendable {
  /// The account the calls are made as.
  var user: UInt32 { get }

  /// Opens a file that exists, for reading; never follows a symbolic link, never waits for a FIFO.
  func open(_ path: String) throws(SystemError) -> Descriptor

  /// Opens an entry that was found in a folder, in the same way.
  func open(_ path: FilePath) throws(SystemError) -> Descriptor

  /// Opens a file that an operator named, for reading; follows symbolic links.
  func openFollowing(_ path: String) throws(SystemError) -> Descriptor

  /// Makes a new file for reading and writing; an existing name is an error. The permissions hold
  /// whatever the umask.
  func create(_ path: String, permissions: UInt32) throws(SystemError) -> Descriptor

  /// Opens a regular file so that every write goes to its end; made with the permissions if
  /// missing. Never follows a symbolic link, never waits for a FIFO.
  func openForAppending(_ path: String, permissions: UInt32) throws(SystemError) -> Descriptor

  /// Opens a regular file for reading and for writing anywhere in it, in the same way.
  func openForUpdating(_ path: String, permissions: UInt32) throws(SystemError) -> Descriptor

  func close(_ file: Descriptor)

  /// Gives a file to another user and group, which only root may.
  func give(_ file: Descriptor, user: UInt32, group: UInt32) throws(SystemError)

  /// Sets the permissions of a file, which its owner and root may.
  func setPermissions(_ file: Descriptor, _ permissions: UInt32) throws(SystemError)

  /// Reads at an offset; 0 is the end of the file.
  func read(_ file: Descriptor, at offset: Int, into buffer: UnsafeMutableRawBufferPointer)
    throws(SystemError) -> Int

  /// Writes all of the bytes at the end of what was written so far, or throws.
  func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws(SystemError)

  /// Writes all of the bytes at an offset of a file opened for updating, or throws.
  func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor, at offset: Int)
    throws(SystemError)

  /// Makes a file's bytes durable, and the name it was created under.
  func sync(_ file: Descriptor, _ point: SyncPoint) throws(SystemError)

  /// Makes the present names of a folder durable.
  func sync(folder: String, _ point: SyncPoint) throws(SystemError)

  /// Moves a name; an existing target is replaced. Two names of one file are left as they are.
  func rename(_ path: String, to target: String) throws(SystemError)

  /// Moves an entry that was found in a folder, in the same way.
  func rename(_ path: FilePath, to target: FilePath) throws(SystemError)

  func remove(_ path: String) throws(SystemError)

  /// Removes an entry that was found in a folder.
  func remove(_ path: FilePath) throws(SystemError)

  /// Removes an empty folder.
  func removeFolder(_ path: String) throws(SystemError)

  /// Makes a folder; the permissions hold whatever the umask.
  func makeFolder(_ path: String, permissions: UInt32) throws(SystemError)

  /// Makes a symbolic link; an existing name is an error.
  func makeLink(_ path: String, text: String) throws(SystemError)

  /// The text of a symbolic link.
  func linkText(_ path: String) throws(SystemError) -> String

  /// What a name stands for; a symbolic link stands for itself.
  func status(_ path: String) throws(SystemError) -> FileStatus

  /// What an entry is that was found in a folder, in the same way.
  func status(_ path: FilePath) throws(SystemError) -> FileStatus

  func status(_ file: Descriptor) throws(SystemError) -> FileStatus

  /// Hands the names in a folder to `body`, in no order, without `.` and `..`. The bytes are only
  /// valid during the call.
  func list(_ folder: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(SystemError)

  /// Takes an exclusive lock that ends with the descriptor and all its copies; false: another holds
  /// it, and `waiting` was false.
  func lock(_ file: Descriptor, waiting: Bool) throws(SystemError) -> Bool

  /// Bytes that an ordinary user may still write to the file system of this path.
  func freeBytes(_ path: String) throws(SystemError) -> Int
}

/// The file system a program works on: the kernel's, or one that a test hands in.
///
/// No test is built as Embedded Swift, which therefore calls the kernel's directly.
#if hasFeature(Embedded)
  package typealias Files = KernelFileSystem
#else
  package typealias Files = any FileSystem
#endif
