package import Common

extension SimulatedProcess {
  package func sync(folder: String, _ point: SyncPoint) throws(SystemError) {
    try perform(.syncing(folder, point)) { state, user throws(DiskFailure) in
      try state.sync(folder: folder, point, user: user)
    }
  }

  package func rename(_ path: String, to target: String) throws(SystemError) {
    try rename(FilePath(path), to: FilePath(target))
  }

  package func rename(_ path: FilePath, to target: FilePath) throws(SystemError) {
    let call = DiskCall.changing("rename", path.shown, to: target.shown)
    try perform(call) { state, user throws(DiskFailure) in
      try state.rename(path, to: target, user: user)
    }
  }

  package func remove(_ path: String) throws(SystemError) {
    try remove(FilePath(path))
  }

  package func remove(_ path: FilePath) throws(SystemError) {
    try perform(.changing("remove", path.shown)) { state, user throws(DiskFailure) in
      try state.remove(path, user: user)
    }
  }

  package func removeFolder(_ path: String) throws(SystemError) {
    try perform(.changing("remove", path)) { state, user throws(DiskFailure) in
      try state.removeFolder(path, user: user)
    }
  }

  package func makeFolder(_ path: String, permissions: UInt32) throws(SystemError) {
    try perform(.changing("make", path)) { state, user throws(DiskFailure) in
      try state.makeFolder(path, permissions: permissions, user: user)
    }
  }

  package func makeLink(_ path: String, text: String) throws(SystemError) {
    try perform(.changing("make", path)) { state, user throws(DiskFailure) in
      try state.makeLink(path, text: text, user: user)
    }
  }

  package func linkText(_ path: String) throws(SystemError) -> String {
    try perform(.looking("read", path)) { state, user throws(DiskFailure) in
      try state.linkText(path, user: user)
    }
  }

  package func status(_ path: String) throws(SystemError) -> FileStatus {
    try status(FilePath(path))
  }

  package func status(_ path: FilePath) throws(SystemError) -> FileStatus {
    try perform(.looking("look at", path.shown)) { state, user throws(DiskFailure) in
      try state.status(path, user: user)
    }
  }

  package func list(_ folder: String, _ body: (UnsafeRawBufferPointer) -> Void)
    throws(SystemError)
  {
    let names = try perform(.looking("list", folder)) { state, user throws(DiskFailure) in
      try state.list(folder, user: user)
    }
    for name in names { name.withUnsafeBytes(body) }
  }

  package func freeBytes(_ path: String) throws(SystemError) -> Int {
    try perform(.looking("ask the room of", path)) { state, user throws(DiskFailure) in
      _ = try state.find(path, user: user, followsLast: true).existing()
      return state.freeBytes
    }
  }
}
