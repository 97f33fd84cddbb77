internal import Common

/// Finds an event by its id.
struct EventFinder {
  let spool: Spool

  struct Found: Equatable {
    let name: EventName
    let state: EventState
    let path: String
  }

  /// Nil when the event is nowhere; looks in the order in which the file moves, so that it cannot
  /// slip past.
  func find(_ event: EventID) throws(SystemError) -> Found? {
    let prefix = "\(event)."
    for file in try spool.files.names(in: spool.path(.incoming), startingWith: prefix) {
      guard let name = EventName(file) else { continue }
      return Found(name: name, state: .incoming, path: spool.path(incoming: name))
    }
    for file in try spool.files.names(in: spool.folder(of: event), startingWith: prefix) {
      guard let name = EventName(file) else { continue }
      return Found(name: name, state: .routed, path: spool.path(event: name))
    }
    return nil
  }
}
