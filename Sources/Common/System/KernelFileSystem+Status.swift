internal import Glibc

extension KernelFileSystem {
  package func status(_ path: String) throws(SystemError) -> FileStatus {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw failure("look at", path) }
    return FileStatus(status)
  }

  package func status(_ file: Descriptor) throws(SystemError) -> FileStatus {
    var status = stat()
    guard fstat(file.number, &status) == 0 else {
      throw failure("look at", "descriptor \(file.number)")
    }
    return FileStatus(status)
  }

  package func list(_ folder: String, _ body: (UnsafeRawBufferPointer) -> Void)
    throws(SystemError)
  {
    guard let stream = opendir(folder) else { throw failure("list", folder) }
    defer { closedir(stream) }
    errno = 0
    while let entry = readdir(stream) {
      // In its place: as a value the name would be a copied 256-tuple.
      withUnsafePointer(to: &entry.pointee.d_name) { field in
        let start = UnsafeRawPointer(field)
        let name = UnsafeRawBufferPointer(start: start, count: strlen(start.cString))
        if !Self.isSelfOrParent(name) { body(name) }
      }
      errno = 0
    }
    if errno != 0 { throw failure("list", folder) }
  }

  private static func isSelfOrParent(_ name: UnsafeRawBufferPointer) -> Bool {
    let dot = UInt8(ascii: ".")
    return name[0] == dot && (name.count == 1 || (name.count == 2 && name[1] == dot))
  }
}

extension UnsafeRawPointer {
  fileprivate var cString: UnsafePointer<CChar> { assumingMemoryBound(to: CChar.self) }
}

extension FileStatus {
  init(_ status: stat) {
    let kind: Kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .symbolicLink
      default: .other
      }
    self.init(
      kind: kind, permissions: status.st_mode & 0o7777, owner: status.st_uid,
      group: status.st_gid, size: Int(status.st_size), links: Int(status.st_nlink),
      identity: FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)),
      modified: Int64(status.st_mtim.tv_sec))
  }
}
