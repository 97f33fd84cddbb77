import Common

/// Everything a simulated disk and its kernel know; a copy of the value is a copy of the disk.
///
/// A node stays in the table after its last name is gone, because a folder that was not synced may
/// bring the name back.
struct DiskState {
  static let root = 1

  var nodes: [Int: DiskNode]
  var nextNode = 2
  var processes: [Int: ProcessState] = [:]
  var time: Moment
  var used = 0
  var capacity = 1 << 40
  /// Whether another process takes the lock of a new file before its maker can.
  var locksNewFiles = false
  let ignoredPoint: SyncPoint?

  init(time: Moment, ignoring point: SyncPoint?) {
    self.time = time
    ignoredPoint = point
    var root = DiskNode(
      kind: .folder, permissions: 0o755, owner: 0, group: 0, modified: time.seconds)
    root.links = 1
    nodes = [Self.root: root]
  }

  var freeBytes: Int { max(0, capacity - used) }

  /// A number in the table always has its node; anything else is a defect of the simulation.
  subscript(number: Int) -> DiskNode {
    get {
      guard let node = nodes[number] else { preconditionFailure("no node \(number)") }
      return node
    }
    _modify {
      guard let index = nodes.index(forKey: number) else {
        preconditionFailure("no node \(number)")
      }
      yield &nodes.values[index]
    }
  }

  mutating func start(_ process: ProcessState) -> Int {
    let number = processes.count
    processes[number] = process
    return number
  }

  /// The user of a process; nil once it is dead.
  func livingUser(of process: Int) -> SimulatedUser? {
    guard let process = processes[process], !process.isDead else { return nil }
    return process.user
  }

  mutating func count(_ call: DiskCall, of process: Int) -> FaultPlan.Effect? {
    processes[process]?.count(call) ?? nil
  }

  /// What `kill -9` does: the kernel closes every descriptor, and nothing of the program runs.
  mutating func kill(_ process: Int) {
    for descriptor in processes[process]?.files.keys.sorted() ?? [] {
      close(descriptor, of: process)
    }
    processes[process]?.isDead = true
  }

  /// Makes a node under a name that is free.
  mutating func makeNode(
    _ kind: FileStatus.Kind, at place: DiskPlace, permissions: UInt32, user: SimulatedUser
  ) throws(DiskFailure) -> Int {
    let folder = self[place.folder]
    guard folder.allows(user, 2) else { throw .denied }
    let inheritsGroup = folder.permissions & 0o2000 != 0
    var node = DiskNode(
      kind: kind, permissions: permissions, owner: user.id,
      group: inheritsGroup ? folder.group : user.group, modified: time.seconds)
    if kind == .regular {
      node.birthplace = DiskNode.Birthplace(folder: place.folder, name: place.name)
    }
    let number = nextNode
    nextNode += 1
    nodes[number] = node
    setEntry(place, to: number)
    return number
  }

  /// Gives a name another node, or none.
  mutating func setEntry(_ place: DiskPlace, to node: Int?) {
    let old = self[place.folder].entries[place.name]
    self[place.folder].entries[place.name] = node
    self[place.folder].modified = time.seconds
    if let node { self[node].links += 1 }
    if let old {
      self[old].links -= 1
      releaseIfUnused(old)
    }
  }

  /// Gives back the room of a file that has neither a name nor a descriptor.
  mutating func releaseIfUnused(_ number: Int) {
    let node = self[number]
    if node.kind == .regular, node.links == 0, node.descriptors == 0 { used -= node.bytes.count }
  }
}
