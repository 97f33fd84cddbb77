extension FileSystem {
  /// The names in a folder, sorted by their bytes.
  package func names(in folder: String) throws(SystemError) -> [String] {
    var names: [String] = []
    try list(folder) { names.append(String(decoding: $0, as: UTF8.self)) }
    names.sort()
    return names
  }

  /// The names in a folder, byte for byte, sorted.
  package func fileNames(in folder: String) throws(SystemError) -> [FileName] {
    var names: [FileName] = []
    try list(folder) { names.append(FileName($0)) }
    names.sort()
    return names
  }

  /// Whether a name is there; any failure but "missing" is thrown.
  package func exists(_ path: String) throws(SystemError) -> Bool {
    try statusIfPresent(path) != nil
  }

  /// What a name stands for, nil when there is none.
  package func statusIfPresent(_ path: String) throws(SystemError) -> FileStatus? {
    do {
      return try status(path)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// What an entry is, nil when it is gone.
  package func statusIfPresent(_ path: FilePath) throws(SystemError) -> FileStatus? {
    do {
      return try status(path)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// Opens a file that another account may have made, for reading: without following a link,
  /// without waiting for a FIFO, and a regular file only.
  package func openRegular(_ path: FilePath) throws(SystemError) -> Descriptor {
    let file = try open(path)
    do {
      try checkRegular(file, path.shown)
    } catch {
      close(file)
      throw error
    }
    return file
  }

  /// Throws what the kernel says of a FIFO that has no reader, or of a folder opened for writing.
  package func checkRegular(_ file: Descriptor, _ path: String) throws(SystemError) {
    switch try status(file).kind {
    case .regular: return
    case .folder: throw SystemError(call: "open", path: path, code: ErrorNumber.isFolder)
    case .symbolicLink, .other:
      throw SystemError(call: "open", path: path, code: ErrorNumber.noDevice)
    }
  }

  /// Removes a name; one that is gone already is no failure.
  package func removeIfPresent(_ path: String) throws(SystemError) {
    do {
      try remove(path)
    } catch {
      if !error.isMissing { throw error }
    }
  }

  /// Makes a folder unless it is there; true when it was made.
  @discardableResult
  package func makeFolderIfMissing(_ path: String, permissions: UInt32) throws(SystemError)
    -> Bool
  {
    do {
      try makeFolder(path, permissions: permissions)
      return true
    } catch {
      if error.exists { return false }
      throw error
    }
  }

  /// Takes the lock of a file that only this process should know; another holding it is a failure.
  package func lockAtOnce(_ file: Descriptor, _ path: String) throws(SystemError) {
    guard try lock(file, waiting: false) else {
      throw SystemError(call: "lock", path: path, code: ErrorNumber.busy)
    }
  }

  /// Writes all of the bytes, or throws.
  package func write(_ bytes: [UInt8], to file: Descriptor) throws(SystemError) {
    let failure: SystemError? = bytes.withUnsafeBytes { buffer in
      do throws(SystemError) {
        try write(buffer, to: file)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Writes all of the bytes at an offset of a file opened for updating, or throws.
  package func write(_ bytes: [UInt8], to file: Descriptor, at offset: Int) throws(SystemError) {
    let failure: SystemError? = bytes.withUnsafeBytes { buffer in
      do throws(SystemError) {
        try write(buffer, to: file, at: offset)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// The bytes at the beginning of a small regular file, in one call.
  func readOnce(_ file: Descriptor, limit: Int) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      do throws(SystemError) {
        count = try read(file, at: 0, into: UnsafeMutableRawBufferPointer(buffer))
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The bytes of an open file from an offset, at most `limit` of them.
  package func read(_ file: Descriptor, from start: Int = 0, limit: Int) throws(SystemError)
    -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: limit)
    var filled = 0
    while filled < limit {
      let offset = filled
      let result: Result<Int, SystemError> = bytes.withUnsafeMutableBytes { buffer in
        let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[offset...])
        do throws(SystemError) {
          return .success(try read(file, at: start + offset, into: rest))
        } catch {
          return .failure(error)
        }
      }
      let count = try result.get()
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(limit - filled)
    return bytes
  }

  /// All bytes of a small regular file; more than `limit` is an error of the caller's choosing: nil.
  package func contents(_ path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    let file = try openRegular(FilePath(path))
    defer { close(file) }
    let bytes = try read(file, limit: limit + 1)
    return bytes.count > limit ? nil : bytes
  }
}
