package import Common
internal import Synchronization

/// What only tests may do or see; no process is counted or asked for permission.
extension SimulatedDisk {
  /// Gives a file a second name, which the spool never does.
  package func hardLink(_ path: String, to target: String) throws(SystemError) {
    try perform(.changing("link", target)) { state throws(DiskFailure) in
      let number = try state.find(path, user: .root).existing()
      let place = try state.find(target, user: .root)
      if place.node != nil { throw .exists }
      if state[number].kind == .folder { throw .notPermitted }
      state.setEntry(place, to: number)
    }
  }

  /// Makes a FIFO.
  package func makePipe(_ path: String, permissions: UInt32 = 0o666) throws(SystemError) {
    try perform(.changing("make", path)) { state throws(DiskFailure) in
      let place = try state.find(path, user: .root)
      if place.node != nil { throw .exists }
      _ = try state.makeNode(.other, at: place, permissions: permissions, user: .root)
    }
  }

  /// Gives a file a modification time, as `touch -d` does.
  package func touch(_ path: String, at time: Moment) throws(SystemError) {
    try perform(.changing("touch", path)) { state throws(DiskFailure) in
      let number = try state.find(path, user: .root).existing()
      state[number].modified = time.seconds
    }
  }

  /// Changes owner, group or mode, as an administrator would.
  package func change(
    _ path: String, owner: UInt32? = nil, group: UInt32? = nil, permissions: UInt32? = nil
  ) throws(SystemError) {
    try perform(.changing("change", path)) { state throws(DiskFailure) in
      let number = try state.find(path, user: .root, followsLast: true).existing()
      if let owner { state[number].owner = owner }
      if let group { state[number].group = group }
      if let permissions { state[number].permissions = permissions }
    }
  }

  /// The paths of all that is on the disk, folders with a slash at the end; sorted.
  package var paths: [String] {
    state.withLock { state in
      var paths: [String] = []
      state.addPaths(of: DiskState.root, prefix: "/", to: &paths)
      return paths.sorted()
    }
  }

  private func perform(
    _ call: DiskCall, _ body: (inout DiskState) throws(DiskFailure) -> Void
  ) throws(SystemError) {
    try state.withLock { (state: inout DiskState) throws(SystemError) in
      do throws(DiskFailure) {
        try body(&state)
      } catch {
        throw call.failure(error.code)
      }
    }
  }
}

extension DiskState {
  fileprivate func addPaths(of folder: Int, prefix: String, to paths: inout [String]) {
    for (name, child) in self[folder].entries {
      let path = prefix + String(decoding: name, as: UTF8.self)
      guard self[child].kind == .folder else {
        paths.append(path)
        continue
      }
      paths.append(path + "/")
      addPaths(of: child, prefix: path + "/", to: &paths)
    }
  }
}
