internal import Common

/// A file in `incoming/`, as it looks from outside and at its end.
enum Arrival: Equatable {
  /// A finished event of a trusted writer that is nowhere else yet.
  case event(EventName)
  /// The rest of a move that a power cut kept half: the event is in `events/` already.
  case moved(EventName)
  /// Something that somebody dropped.
  case drop
  case gone
}

extension Arrival {
  static func look(at name: String, _ spool: Spool, _ trust: Trust) throws(SystemError) -> Arrival {
    guard let event = EventName(name) else { return .drop }
    let files = spool.files
    let file: Descriptor
    do {
      file = try files.open(spool.path(incoming: event))
    } catch {
      return error.isMissing ? .gone : .drop
    }
    defer { files.close(file) }
    let status = try files.status(file)
    let routed = try files.statusIfPresent(spool.path(event: event))
    // First of all: a rename that was kept half leaves a file with two names.
    if routed?.identity == status.identity { return .moved(event) }
    guard routed == nil, try trust.events.isEvent(file, event.id, files) else { return .drop }
    return .event(event)
  }
}
