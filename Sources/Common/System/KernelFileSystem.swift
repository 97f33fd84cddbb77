internal import Glibc

/// The verbs of `FileSystem` as real system calls.
package struct KernelFileSystem: FileSystem {
  package init() {}

  package var user: UInt32 { ProcessUser.number }

  package func open(_ path: String) throws(SystemError) -> Descriptor {
    try opened("open", path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
  }

  package func openFollowing(_ path: String) throws(SystemError) -> Descriptor {
    try opened("open", path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0)
  }

  package func create(_ path: String, permissions: UInt32) throws(SystemError) -> Descriptor {
    let file = try opened("create", path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
    if fchmod(file.number, permissions) != 0 {
      let error = failure("set the mode of", path)
      close(file)
      throw error
    }
    return file
  }

  package func openForAppending(_ path: String, permissions: UInt32) throws(SystemError)
    -> Descriptor
  {
    try openedOrMade(path, O_WRONLY | O_APPEND, permissions)
  }

  package func openForUpdating(_ path: String, permissions: UInt32) throws(SystemError)
    -> Descriptor
  {
    try openedOrMade(path, O_RDWR, permissions)
  }

  package func close(_ file: Descriptor) {
    _ = Glibc.close(file.number)
  }

  package func give(_ file: Descriptor, user: UInt32, group: UInt32) throws(SystemError) {
    guard fchown(file.number, user, group) == 0 else {
      throw failure("give away", "descriptor \(file.number)")
    }
  }

  package func setPermissions(_ file: Descriptor, _ permissions: UInt32) throws(SystemError) {
    guard fchmod(file.number, permissions) == 0 else {
      throw failure("set the mode of", "descriptor \(file.number)")
    }
  }

  package func read(
    _ file: Descriptor, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    while true {
      let count = pread(file.number, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw failure("read", "descriptor \(file.number)") }
    }
  }

  package func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws(SystemError) {
    var rest = bytes
    while let start = rest.baseAddress, rest.count > 0 {
      let count = Glibc.write(file.number, start, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("write", "descriptor \(file.number)")
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  package func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor, at offset: Int)
    throws(SystemError)
  {
    var rest = bytes
    var place = off_t(offset)
    while let start = rest.baseAddress, rest.count > 0 {
      let count = pwrite(file.number, start, rest.count, place)
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("write", "descriptor \(file.number)")
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      place += off_t(count)
    }
  }

  package func sync(_ file: Descriptor, _ point: SyncPoint) throws(SystemError) {
    guard fsync(file.number) == 0 else { throw failure("sync", point.rawValue) }
  }

  package func sync(folder: String, _ point: SyncPoint) throws(SystemError) {
    // For reading: a descriptor opened with O_PATH cannot be synced.
    let file = try opened("open", folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    defer { close(file) }
    guard fsync(file.number) == 0 else { throw failure("sync", folder) }
  }

  package func rename(_ path: String, to target: String) throws(SystemError) {
    guard Glibc.rename(path, target) == 0 else { throw failure("rename", path) }
  }

  package func remove(_ path: String) throws(SystemError) {
    guard unlink(path) == 0 else { throw failure("remove", path) }
  }

  package func removeFolder(_ path: String) throws(SystemError) {
    guard rmdir(path) == 0 else { throw failure("remove", path) }
  }

  package func makeFolder(_ path: String, permissions: UInt32) throws(SystemError) {
    guard mkdir(path, permissions) == 0 else { throw failure("make", path) }
    guard chmod(path, permissions) == 0 else { throw failure("set the mode of", path) }
  }

  package func makeLink(_ path: String, text: String) throws(SystemError) {
    guard symlink(text, path) == 0 else { throw failure("make", path) }
  }

  package func linkText(_ path: String) throws(SystemError) -> String {
    var text = [CChar](repeating: 0, count: 512)
    let count = readlink(path, &text, text.count)
    guard count >= 0 else { throw failure("read", path) }
    return String(decoding: text[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  package func lock(_ file: Descriptor, waiting: Bool) throws(SystemError) -> Bool {
    while flock(file.number, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return false }
      if errno != EINTR { throw failure("lock", "descriptor \(file.number)") }
    }
    return true
  }

  package func freeBytes(_ path: String) throws(SystemError) -> Int {
    var space = statvfs()
    guard statvfs(path, &space) == 0 else { throw failure("ask the room of", path) }
    return Int(space.f_bavail) * Int(space.f_frsize)
  }

  private func openedOrMade(_ path: String, _ mode: Int32, _ permissions: UInt32)
    throws(SystemError) -> Descriptor
  {
    let flags = mode | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    do {
      return try regular(opened("open", path, flags, 0), path)
    } catch {
      guard error.isMissing else { throw error }
    }
    let file = try regular(opened("create", path, flags | O_CREAT, permissions), path)
    // Not ours when another writer made it a moment ago; its mode is right then.
    _ = fchmod(file.number, permissions)
    return file
  }

  private func regular(_ file: Descriptor, _ path: String) throws(SystemError) -> Descriptor {
    do {
      try checkRegular(file, path)
    } catch {
      close(file)
      throw error
    }
    return file
  }

  func opened(_ call: String, _ path: String, _ flags: Int32, _ permissions: UInt32)
    throws(SystemError) -> Descriptor
  {
    while true {
      let number = Glibc.open(path, flags, permissions)
      if number >= 0 { return Descriptor(number: number) }
      if errno != EINTR { throw failure(call, path) }
    }
  }

  func failure(_ call: String, _ path: String) -> SystemError {
    SystemError(call: call, path: path, code: errno)
  }
}
