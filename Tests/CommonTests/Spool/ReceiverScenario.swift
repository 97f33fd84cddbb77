import Common
import TestSupport

/// A receiver on a simulated disk: everything it does to accept one event.
struct ReceiverScenario {
  static let root = "/spool"
  static let payload = #"{"ref":"refs/heads/main"}"#

  let disk = SimulatedDisk()

  init() throws {
    let files = disk.process("setup")
    try files.makeFolder(Self.root, permissions: 0o755)
    try Spool(root: Self.root, files: files).makeFolders { _ in true }
    disk.syncEverything()
  }

  static func id(_ number: UInt64) -> EventID {
    EventID(at: Moment(microseconds: 1_795_169_702_000_000), random: number)
  }

  static func file(_ number: UInt64, delivery: String?) throws -> EventFile {
    guard let source = SpoolWord("github") else { throw Missing() }
    var event = EventFile(
      id: id(number), source: source, received: Moment(microseconds: 1_795_169_702_000_000))
    event.event = "push"
    event.delivery = delivery
    event.verified = true
    return event
  }

  struct Missing: Error {}

  /// Accepts one event the way `EventStore` does.
  static func accept(_ number: UInt64, delivery: String?, _ files: any FileSystem)
    throws -> Publication
  {
    let spool = Spool(root: root, files: files)
    let event = try file(number, delivery: delivery)
    let key = delivery.map { DeliveryKey(source: event.sourceWord, delivery: $0) }
    if let key, let earlier = try spool.earlier(key) { return earlier }
    let draft = try spool.draft(event.id)
    do {
      try draft.append(event.head() + Array(payload.utf8) + event.tail())
    } catch {
      draft.discard()
      throw error
    }
    return try spool.publish(draft, as: event.name, delivery: key)
  }

  /// What is where, as whoever comes next finds it.
  static func incoming(_ files: any FileSystem) throws -> [String] {
    try files.names(in: "\(root)/incoming")
  }
}

extension EventFile {
  var sourceWord: SpoolWord { source }
}
