import Common

extension DiskState {
  mutating func open(
    _ path: FilePath, by process: Int, user: SimulatedUser, followsLast: Bool = false
  ) throws(DiskFailure) -> Descriptor {
    let number = try find(path, user: user, followsLast: followsLast).existing()
    let node = self[number]
    if node.kind == .symbolicLink { throw .tooManyLinks }
    guard node.allows(user, 4) else { throw .denied }
    return descriptor(
      ProcessState.OpenFile(node: number, isReadable: true, isWritable: false), of: process)
  }

  mutating func create(
    _ path: String, permissions: UInt32, by process: Int, user: SimulatedUser
  ) throws(DiskFailure) -> Descriptor {
    let place = try find(path, user: user)
    if place.node != nil { throw .exists }
    let number = try makeNode(.regular, at: place, permissions: permissions, user: user)
    if locksNewFiles {
      self[number].lockHolder = DiskNode.LockHolder(process: -1, descriptor: -1)
    }
    return descriptor(
      ProcessState.OpenFile(node: number, isReadable: true, isWritable: true, position: 0),
      of: process)
  }

  mutating func openForAppending(
    _ path: String, permissions: UInt32, by process: Int, user: SimulatedUser
  ) throws(DiskFailure) -> Descriptor {
    let number = try findOrMake(path, permissions: permissions, wanted: 2, user)
    return descriptor(
      ProcessState.OpenFile(node: number, isReadable: false, isWritable: true), of: process)
  }

  mutating func openForUpdating(
    _ path: String, permissions: UInt32, by process: Int, user: SimulatedUser
  ) throws(DiskFailure) -> Descriptor {
    let number = try findOrMake(path, permissions: permissions, wanted: 6, user)
    return descriptor(
      ProcessState.OpenFile(node: number, isReadable: true, isWritable: true, position: 0),
      of: process)
  }

  /// A file to write, made if it is missing; `wanted` is what the user must be allowed.
  private mutating func findOrMake(
    _ path: String, permissions: UInt32, wanted: UInt32, _ user: SimulatedUser
  ) throws(DiskFailure) -> Int {
    let place = try find(path, user: user)
    guard let node = place.node else {
      return try makeNode(.regular, at: place, permissions: permissions, user: user)
    }
    if self[node].kind == .symbolicLink { throw .tooManyLinks }
    if self[node].kind == .folder { throw .isFolder }
    guard self[node].allows(user, wanted) else { throw .denied }
    // What the kernel says of a FIFO without a reader, opened without waiting.
    if self[node].kind == .other { throw .noDevice }
    return node
  }

  mutating func close(_ descriptor: Int32, of process: Int) {
    guard let file = processes[process]?.files.removeValue(forKey: descriptor) else { return }
    let holder = DiskNode.LockHolder(process: process, descriptor: descriptor)
    if self[file.node].lockHolder == holder { self[file.node].lockHolder = nil }
    self[file.node].descriptors -= 1
    releaseIfUnused(file.node)
  }

  func read(_ descriptor: Descriptor, at offset: Int, limit: Int, by process: Int)
    throws(DiskFailure) -> [UInt8]
  {
    let file = try opened(descriptor, by: process)
    guard file.isReadable else { throw .badDescriptor }
    let node = self[file.node]
    if node.kind == .folder { throw .isFolder }
    if offset < 0 { throw .invalid }
    return Array(node.bytes.dropFirst(offset).prefix(limit))
  }

  /// Writes as much as there is room for; throws when that is not all.
  ///
  /// Two writers of one file of whom one does not append would write over each other. The spool has
  /// none, and bytes that only grow are what the durability model rests on.
  mutating func write(_ bytes: some Collection<UInt8>, to descriptor: Descriptor, by process: Int)
    throws(DiskFailure)
  {
    let file = try opened(descriptor, by: process)
    guard file.isWritable else { throw .badDescriptor }
    let fitting = bytes.prefix(freeBytes)
    if let position = file.position, !fitting.isEmpty {
      precondition(position == self[file.node].bytes.count, "a second writer is not simulated")
      processes[process]?.files[descriptor.number]?.position = position + fitting.count
    }
    self[file.node].bytes += fitting
    if !fitting.isEmpty { self[file.node].modified = time.seconds }
    used += fitting.count
    if fitting.count < bytes.count { throw .noSpace }
  }

  /// Writes anywhere in a file; what was durable from there on is not any more.
  mutating func write(
    _ bytes: some Collection<UInt8>, to descriptor: Descriptor, at offset: Int, by process: Int
  ) throws(DiskFailure) {
    let file = try opened(descriptor, by: process)
    guard file.isWritable else { throw .badDescriptor }
    if offset < 0 { throw .invalid }
    if bytes.isEmpty { return }
    let old = self[file.node].bytes
    let end = min(offset + bytes.count, max(old.count, offset) + freeBytes)
    guard end > offset else { throw .noSpace }
    let hole = [UInt8](repeating: 0, count: max(0, offset - old.count))
    self[file.node].bytes =
      old.prefix(offset) + hole + bytes.prefix(end - offset) + old.dropFirst(end)
    used += self[file.node].bytes.count - old.count
    self[file.node].durableCount = min(self[file.node].durableCount, offset)
    self[file.node].modified = time.seconds
    if end < offset + bytes.count { throw .noSpace }
  }

  /// An `flock(2)`: it belongs to the descriptor, so the same process is refused on another one.
  mutating func lock(_ descriptor: Descriptor, waiting: Bool, by process: Int)
    throws(DiskFailure) -> Bool
  {
    let file = try opened(descriptor, by: process)
    let holder = DiskNode.LockHolder(process: process, descriptor: descriptor.number)
    if let other = self[file.node].lockHolder, other != holder {
      if waiting { throw .waitsForEver }
      return false
    }
    self[file.node].lockHolder = holder
    return true
  }

  func opened(_ descriptor: Descriptor, by process: Int) throws(DiskFailure)
    -> ProcessState.OpenFile
  {
    guard let file = processes[process]?.files[descriptor.number] else { throw .badDescriptor }
    return file
  }

  private mutating func descriptor(_ file: ProcessState.OpenFile, of process: Int) -> Descriptor {
    let number = processes[process]?.freeDescriptor ?? 3
    processes[process]?.files[number] = file
    self[file.node].descriptors += 1
    return Descriptor(number: number)
  }
}
