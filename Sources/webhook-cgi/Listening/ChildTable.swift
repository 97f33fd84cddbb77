/// The processes that serve a request now, oldest first.
///
/// An array: there are at most a few hundred, and they end in about the order they began.
struct ChildTable {
  struct Child: Equatable {
    let process: Int32
    /// Milliseconds of `Clock.uptime`.
    let started: Int64
    /// Nil where clients are not counted.
    let client: RateClient?
    var isKilled = false
  }

  private var children: [Child] = []

  var count: Int { children.count }
  var isEmpty: Bool { children.isEmpty }

  func count(of client: RateClient) -> Int { children.count { $0.client == client } }

  mutating func add(_ process: Int32, at now: Int64, of client: RateClient?) {
    children.append(Child(process: process, started: now, client: client))
  }

  /// Forgets a process that ended; nil when it was none of these.
  mutating func remove(_ process: Int32) -> Child? {
    guard let index = children.firstIndex(where: { $0.process == process }) else { return nil }
    return children.remove(at: index)
  }

  /// When the oldest began that was not killed.
  var oldestStart: Int64? { children.first { !$0.isKilled }?.started }

  /// Marks all that began at this time or before as killed; returns each of them once.
  mutating func takeStarted(by time: Int64) -> [Int32] {
    var taken: [Int32] = []
    for index in children.indices where children[index].started <= time {
      guard !children[index].isKilled else { continue }
      children[index].isKilled = true
      taken.append(children[index].process)
    }
    return taken
  }
}
