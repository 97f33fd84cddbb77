import Common

extension DiskState {
  /// Makes the bytes of a file durable, and its name while that is the one it was created under.
  ///
  /// Neither another name of it nor the way to its folder: those have syncs of their own.
  mutating func sync(_ descriptor: Descriptor, _ point: SyncPoint, by process: Int)
    throws(DiskFailure)
  {
    let number = try opened(descriptor, by: process).node
    if point == ignoredPoint { return }
    if self[number].kind == .folder { return syncEntries(of: number) }
    self[number].durableCount = self[number].bytes.count
    guard let birthplace = self[number].birthplace,
      self[birthplace.folder].entries[birthplace.name] == number
    else { return }
    self[birthplace.folder].durableEntries[birthplace.name] = number
  }

  /// Makes exactly the present entries of one folder durable, and what was removed from it gone.
  mutating func sync(folder path: String, _ point: SyncPoint, user: SimulatedUser)
    throws(DiskFailure)
  {
    let folder = try findFolder(path, user: user)
    if point != ignoredPoint { syncEntries(of: folder) }
  }

  private mutating func syncEntries(of folder: Int) {
    self[folder].durableEntries = self[folder].entries
  }

  mutating func syncEverything() {
    for number in nodes.keys {
      self[number].durableCount = self[number].bytes.count
      syncEntries(of: number)
    }
  }

  /// The disk after the power comes back: every process is gone, and what was kept is durable.
  mutating func cutPower(_ cut: PowerCut) {
    for process in processes.keys { kill(process) }
    switch cut {
    case .everythingUnsynced: break
    case .nothingUnsynced:
      for number in nodes.keys { forgetUnsynced(number) }
    case .seeded(let seed):
      var random = SplitMix(seed: seed)
      let renamed = renamedEntries()
      for number in nodes.keys.sorted() { forgetSome(number, &random) }
      keepRenamed(renamed)
    }
    dropUnreachable()
    syncEverything()
  }

  private mutating func forgetUnsynced(_ number: Int) {
    self[number].entries = self[number].durableEntries
    if self[number].kind == .regular {
      self[number].bytes.removeLast(self[number].bytes.count - self[number].durableCount)
    }
  }

  /// The durable names of what has another name now.
  private func renamedEntries() -> [(folder: Int, name: [UInt8], node: Int)] {
    let named = Set(nodes.values.flatMap(\.entries.values))
    return nodes.flatMap { folder, node in
      node.durableEntries.filter { named.contains($0.value) && node.entries[$0.key] != $0.value }
        .map { (folder: folder, name: $0.key, node: $0.value) }
    }
  }

  /// A journal keeps both halves of a rename or none, so nothing that was renamed loses both names
  /// to chance; only a sync of the folder it left, before that of the other, is trusted less.
  private mutating func keepRenamed(_ renamed: [(folder: Int, name: [UInt8], node: Int)]) {
    let named = Set(nodes.values.flatMap(\.entries.values))
    for entry in renamed where !named.contains(entry.node) {
      self[entry.folder].entries[entry.name] = entry.node
    }
  }

  /// Draws for every entry that changed whether the change was kept, and for unsynced bytes whether
  /// none, some or all were.
  private mutating func forgetSome(_ number: Int, _ random: inout SplitMix) {
    let node = self[number]
    let names = Set(node.entries.keys).union(node.durableEntries.keys)
    for name in names.sorted(by: { $0.lexicographicallyPrecedes($1) })
    where node.entries[name] != node.durableEntries[name] && Bool.random(using: &random) {
      self[number].entries[name] = node.durableEntries[name]
    }
    let unsynced = node.bytes.count - node.durableCount
    guard node.kind == .regular, unsynced > 0 else { return }
    let lost: Int =
      switch Int.random(in: 0..<3, using: &random) {
      case 0: unsynced
      case 1: Int.random(in: 0...unsynced, using: &random)
      default: 0
      }
    self[number].bytes.removeLast(lost)
  }

  /// Removes what no folder names any more, and counts names and room anew.
  private mutating func dropUnreachable() {
    for number in nodes.keys { self[number].links = number == Self.root ? 1 : 0 }
    var reached: Set<Int> = [Self.root]
    var rest = [Self.root]
    while let folder = rest.popLast() {
      for child in self[folder].entries.values {
        self[child].links += 1
        if reached.insert(child).inserted { rest.append(child) }
      }
    }
    nodes = nodes.filter { reached.contains($0.key) }
    used = 0
    for number in nodes.keys {
      self[number].birthplace = nil
      if self[number].kind == .regular { used += self[number].bytes.count }
    }
  }
}
