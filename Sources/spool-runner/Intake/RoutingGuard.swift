internal import Common

/// Remembers in `state/routing` that a pass is routing, so that an event that kills the runner is
/// found out.
///
/// After a pass that died while routing, events are routed one at a time; one that was alone in
/// three such deaths is rejected. Only the death of a process is of interest, so nothing is synced.
struct RoutingGuard {
  static let mostDeaths = 3

  private let path: String
  private let draft: String
  private let files: any FileSystem
  /// How often a pass died with this event alone.
  private var deaths: [String: Int] = [:]
  /// The last pass died while it was routing.
  private(set) var isCareful = false

  init(_ spool: Spool) {
    path = spool.path(.state, "routing")
    draft = spool.path(.state, ".routing")
    files = spool.files
    guard let bytes = try? files.contents(path, limit: 1 << 20) else { return }
    isCareful = true
    guard case .object(let members)? = try? JSONValue.parse(bytes) else { return }
    for member in members { deaths[member.name] = member.value.asInteger }
  }

  func isPoison(_ name: EventName) -> Bool {
    deaths[name.description, default: 0] >= Self.mostDeaths
  }

  /// Called before events are read: `alone` when it is only this one.
  mutating func begin(alone name: EventName?) throws(SystemError) {
    if let name { deaths[name.description, default: 0] += 1 }
    try write()
  }

  /// Called when they are routed.
  mutating func end(alone name: EventName?) throws(SystemError) {
    guard let name else {
      deaths = [:]
      return try files.removeIfPresent(path)
    }
    deaths[name.description] = nil
    try write()
  }

  /// Everything that was there when the pass began is routed: batches again.
  mutating func relax() throws(SystemError) {
    isCareful = false
    deaths = [:]
    try files.removeIfPresent(path)
  }

  private func write() throws(SystemError) {
    var writer = JSONWriter()
    writer.beginObject()
    for (name, count) in deaths.sorted(by: { $0.key < $1.key }) { writer.member(name, count) }
    writer.endObject()
    try files.removeIfPresent(draft)
    let file = try files.create(draft, permissions: 0o660)
    defer { files.close(file) }
    try files.write(writer.bytes, to: file)
    try files.rename(draft, to: path)
  }
}
