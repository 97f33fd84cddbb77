internal import Common

/// A file in `incoming/`, as it looks from outside and at its end.
enum Arrival: Equatable {
  /// A finished event of a trusted writer that is nowhere else yet.
  case event(EventName)
  /// The rest of a move that a power cut kept half: the event is in `events/` already.
  case moved(EventName)
  /// An event, perhaps, that cannot be trusted as it is: it waits.
  case untrusted(UntrustedEvent)
  /// Something that a person put there.
  case drop
  case gone
}

extension Arrival {
  static func look(at entry: FileName, _ spool: Spool, _ trust: EventTrust) throws(SystemError)
    -> Arrival
  {
    guard let name = entry.text.flatMap({ EventName($0) }) else { return .drop }
    let files = spool.files
    let path = FilePath(spool.path(.incoming), entry)
    guard let outside = try files.statusIfPresent(path) else { return .gone }
    guard outside.kind == .regular else { return .drop }
    let routed = try files.statusIfPresent(spool.path(event: name))
    let file: Descriptor
    do {
      file = try files.openRegular(path)
    } catch {
      if error.isMissing { return .gone }
      guard error.isDenied else { throw error }
      return routed == nil ? .untrusted(UntrustedEvent(name: name, obstacle: .unreadable)) : .drop
    }
    defer { files.close(file) }
    let status = try files.status(file)
    // First of all: a rename that was kept half leaves a file with two names.
    if routed?.identity == status.identity { return .moved(name) }
    guard routed == nil, try EventTrust.isMarked(file, status, name.id, files) else { return .drop }
    guard let obstacle = trust.obstacle(status) else { return .event(name) }
    return .untrusted(UntrustedEvent(name: name, obstacle: obstacle))
  }
}
