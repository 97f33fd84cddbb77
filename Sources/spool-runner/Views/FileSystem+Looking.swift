internal import Common

extension FileSystem {
  /// The names in a folder that begin with a prefix, sorted; a missing folder has none.
  func names(in folder: String, startingWith prefix: String) throws(SystemError) -> [String] {
    let prefix = Array(prefix.utf8)
    var names: [String] = []
    try listIfPresent(folder) { name in
      guard name.starts(with: prefix) else { return }
      names.append(String(decoding: name, as: UTF8.self))
    }
    return names.sorted()
  }

  /// Lists a folder; a missing one is empty.
  func listIfPresent(_ folder: String, _ body: (UnsafeRawBufferPointer) -> Void)
    throws(SystemError)
  {
    do {
      try list(folder, body)
    } catch {
      if !error.isMissing { throw error }
    }
  }

  /// The bytes of a regular file; nil when it is more than `limit`, or no such file.
  ///
  /// The size is asked for first, so that a small file costs little memory.
  func wholeFile(_ path: String, limit: Int) throws(SystemError) -> [UInt8]? {
    let file = try open(path)
    defer { close(file) }
    let status = try status(file)
    guard status.kind == .regular, status.size <= limit else { return nil }
    return try read(file, limit: status.size)
  }
}
