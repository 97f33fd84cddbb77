internal import Common

/// Finds the file of an event by its id; reads each hour's folder once.
struct EventIndex {
  private let spool: Spool
  private var hours: [String: [EventID: EventName]] = [:]

  init(_ spool: Spool) {
    self.spool = spool
  }

  /// Nil when no such event is kept.
  mutating func find(_ id: EventID) throws(SystemError) -> EventName? {
    let folder = spool.folder(of: id)
    if let known = hours[folder]?[id] { return known }
    // Not there, or routed since the folder was read.
    hours[folder] = try read(folder)
    return hours[folder]?[id]
  }

  mutating func add(_ name: EventName) {
    hours[spool.folder(of: name.id)]?[name.id] = name
  }

  private func read(_ folder: String) throws(SystemError) -> [EventID: EventName] {
    guard try spool.files.exists(folder) else { return [:] }
    var names: [EventID: EventName] = [:]
    for text in try spool.files.names(in: folder) {
      if let name = EventName(text) { names[name.id] = name }
    }
    return names
  }
}
