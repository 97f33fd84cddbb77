package import Common
internal import Synchronization

extension SimulatedProcess {
  package func open(_ path: String) throws(SystemError) -> Descriptor {
    try open(FilePath(path))
  }

  package func open(_ path: FilePath) throws(SystemError) -> Descriptor {
    try perform(.looking("open", path.shown)) { state, user throws(DiskFailure) in
      try state.open(path, by: number, user: user)
    }
  }

  package func openFollowing(_ path: String) throws(SystemError) -> Descriptor {
    try perform(.looking("open", path)) { state, user throws(DiskFailure) in
      try state.open(FilePath(path), by: number, user: user, followsLast: true)
    }
  }

  package func create(_ path: String, permissions: UInt32) throws(SystemError) -> Descriptor {
    try perform(.changing("create", path)) { state, user throws(DiskFailure) in
      try state.create(path, permissions: permissions, by: number, user: user)
    }
  }

  package func openForAppending(_ path: String, permissions: UInt32) throws(SystemError)
    -> Descriptor
  {
    try perform(.changing("open", path)) { state, user throws(DiskFailure) in
      try state.openForAppending(path, permissions: permissions, by: number, user: user)
    }
  }

  package func openForUpdating(_ path: String, permissions: UInt32) throws(SystemError)
    -> Descriptor
  {
    try perform(.changing("open", path)) { state, user throws(DiskFailure) in
      try state.openForUpdating(path, permissions: permissions, by: number, user: user)
    }
  }

  package func close(_ file: Descriptor) {
    disk.state.withLock { $0.close(file.number, of: number) }
  }

  package func give(_ file: Descriptor, user: UInt32, group: UInt32) throws(SystemError) {
    try perform(.changing("give away", name(file))) { state, caller throws(DiskFailure) in
      let node = try state.opened(file, by: number).node
      guard caller.id == 0 else { throw .notPermitted }
      state[node].owner = user
      state[node].group = group
    }
  }

  package func setPermissions(_ file: Descriptor, _ permissions: UInt32) throws(SystemError) {
    try perform(.changing("set the mode of", name(file))) { state, caller throws(DiskFailure) in
      let node = try state.opened(file, by: number).node
      guard caller.id == 0 || caller.id == state[node].owner else { throw .notPermitted }
      state[node].permissions = permissions
    }
  }

  package func read(
    _ file: Descriptor, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    let limit = buffer.count
    let bytes = try perform(.looking("read", name(file))) { state, _ throws(DiskFailure) in
      try state.read(file, at: offset, limit: limit, by: number)
    }
    buffer.copyBytes(from: bytes)
    return bytes.count
  }

  package func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor) throws(SystemError) {
    try perform(
      .changing("write", name(file)),
      half: { try? $0.write(bytes.prefix(bytes.count / 2), to: file, by: number) },
      { state, _ throws(DiskFailure) in try state.write(bytes, to: file, by: number) })
  }

  package func write(_ bytes: UnsafeRawBufferPointer, to file: Descriptor, at offset: Int)
    throws(SystemError)
  {
    try perform(
      .changing("write", name(file)),
      half: { try? $0.write(bytes.prefix(bytes.count / 2), to: file, at: offset, by: number) },
      { state, _ throws(DiskFailure) in
        try state.write(bytes, to: file, at: offset, by: number)
      })
  }

  package func sync(_ file: Descriptor, _ point: SyncPoint) throws(SystemError) {
    try perform(.syncing(name(file), point)) { state, _ throws(DiskFailure) in
      try state.sync(file, point, by: number)
    }
  }

  package func lock(_ file: Descriptor, waiting: Bool) throws(SystemError) -> Bool {
    try perform(.looking("lock", name(file))) { state, _ throws(DiskFailure) in
      try state.lock(file, waiting: waiting, by: number)
    }
  }

  package func status(_ file: Descriptor) throws(SystemError) -> FileStatus {
    try perform(.looking("look at", name(file))) { state, _ throws(DiskFailure) in
      let node = try state.opened(file, by: number).node
      return state[node].status(number: node)
    }
  }

  private func name(_ file: Descriptor) -> String { "descriptor \(file.number)" }
}
