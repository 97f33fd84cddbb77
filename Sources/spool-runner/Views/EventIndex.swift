internal import Common

/// Looks up the names of events by their ids, keeping the folder read last.
struct EventIndex {
  private let spool: Spool
  private var folder: String?
  private var names: [String] = []

  init(_ spool: Spool) {
    self.spool = spool
  }

  /// The name of a routed event; nil when it was swept or removed.
  mutating func name(of event: EventID) throws(SystemError) -> EventName? {
    let wanted = spool.folder(of: event)
    if folder != wanted {
      names = try spool.files.names(in: wanted, startingWith: "")
      folder = wanted
    }
    let prefix = "\(event)."
    let index = firstIndex(from: prefix)
    guard index < names.count, names[index].hasPrefix(prefix) else { return nil }
    return EventName(names[index])
  }

  /// The first name that does not come before a text; they are sorted.
  private func firstIndex(from text: String) -> Int {
    var low = 0
    var high = names.count
    while low < high {
      let middle = (low + high) / 2
      if names[middle] < text { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
