internal import Common

/// Remembers in `state/routing` that a pass is routing, so that an event that kills the runner is
/// found out.
///
/// After a pass that vanished while routing, events are routed one at a time; one that was alone in
/// three such deaths is rejected. An error is no death: what it interrupted is taken back. Only the
/// death of a process is of interest, so nothing is synced, and a note that cannot be written stops
/// nothing.
struct RoutingGuard {
  static let mostDeaths = 3

  private static let name = FileName("routing")
  private static let draftName = FileName(".routing")

  private let path: String
  private let draft: String
  private let files: any FileSystem
  private let rejecter: Rejecter
  /// How often a pass died with this event alone.
  private var deaths: [String: Int] = [:]
  /// The last pass died while it was routing.
  private(set) var isCareful = false

  init(_ spool: Spool, _ rejecter: Rejecter) {
    path = spool.path(.state, "routing")
    draft = spool.path(.state, ".routing")
    files = spool.files
    self.rejecter = rejecter
    guard let bytes = try? files.contents(path, limit: 1 << 20) else { return }
    isCareful = true
    guard case .object(let members)? = try? JSONValue.parse(bytes) else { return }
    for member in members { deaths[member.name] = member.value.asInteger }
  }

  func isPoison(_ name: EventName) -> Bool {
    deaths[name.description, default: 0] >= Self.mostDeaths
  }

  /// Called before events are read: `alone` when it is only this one.
  ///
  /// What is noted counts an attempt that `end` or `undo` takes back: a death leaves it.
  mutating func begin(alone name: EventName?) {
    var noted = deaths
    if let name { noted[name.description, default: 0] += 1 }
    write(noted)
  }

  /// Called when they are routed.
  mutating func end(alone name: EventName?) {
    if let name { deaths[name.description] = nil }
    undo()
  }

  /// Called when they could not be routed, and the process lives on.
  mutating func undo() {
    if isCareful { write(deaths) } else { remove() }
  }

  /// Everything that was there when the pass began is routed: batches again.
  mutating func relax() {
    isCareful = false
    deaths = [:]
    remove()
  }

  private func remove() {
    do throws(SystemError) {
      try files.removeIfPresent(path)
    } catch {
      rejecter.setAside(Self.name, in: .state, because: "it is not the runner's note")
    }
  }

  private func write(_ noted: [String: Int]) {
    var writer = JSONWriter()
    writer.beginObject()
    for (name, count) in noted.sorted(by: { $0.key < $1.key }) { writer.member(name, count) }
    writer.endObject()
    do throws(SystemError) {
      try replace(with: writer.bytes)
    } catch {
      makeWay()
      try? replace(with: writer.bytes)
    }
  }

  private func replace(with bytes: [UInt8]) throws(SystemError) {
    try files.removeIfPresent(draft)
    let file = try files.create(draft, permissions: 0o660)
    defer { files.close(file) }
    try files.write(bytes, to: file)
    try files.rename(draft, to: path)
  }

  /// A folder under one of the names cannot be replaced by a file.
  private func makeWay() {
    for (name, path) in [(Self.name, path), (Self.draftName, draft)]
    where (try? files.status(path))?.kind == .folder {
      rejecter.setAside(name, in: .state, because: "the runner needs its name")
    }
  }
}
