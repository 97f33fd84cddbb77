internal import Glibc

extension KernelFileSystem {
  package func open(_ path: FilePath) throws(SystemError) -> Descriptor {
    while true {
      let number = Glibc.open(path.cString, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
      if number >= 0 { return Descriptor(number: number) }
      if errno != EINTR { throw failure("open", path) }
    }
  }

  package func status(_ path: FilePath) throws(SystemError) -> FileStatus {
    var status = stat()
    guard lstat(path.cString, &status) == 0 else { throw failure("look at", path) }
    return FileStatus(status)
  }

  package func rename(_ path: FilePath, to target: FilePath) throws(SystemError) {
    guard Glibc.rename(path.cString, target.cString) == 0 else { throw failure("rename", path) }
  }

  package func remove(_ path: FilePath) throws(SystemError) {
    guard unlink(path.cString) == 0 else { throw failure("remove", path) }
  }

  private func failure(_ call: String, _ path: FilePath) -> SystemError {
    let code = errno
    return SystemError(call: call, path: path.shown, code: code)
  }
}
