internal import Common

/// Events from the newest to the oldest, one folder at a time.
///
/// Only the folders that are needed for the entries asked for are read, and no event is opened.
struct EventWalk {
  private let spool: Spool
  private let wanted: (EventEntry) -> Bool
  /// Days still to be read, the newest last.
  private var days: [String] = []
  /// Hours of the day being read, the newest last.
  private var hours: [String] = []
  /// What was found so far, the newest last.
  private var incoming: [EventEntry] = []
  private var routed: [EventEntry] = []

  init(_ spool: Spool, where wanted: @escaping (EventEntry) -> Bool) throws(SystemError) {
    self.spool = spool
    self.wanted = wanted
    var names: [FileName] = []
    try spool.files.listIfPresent(spool.path(.incoming)) { names.append(FileName($0)) }
    incoming = names.sorted().filter { Intake.isLookedAt($0) }
      .map { EventEntry(incoming: $0.text ?? $0.shown) }.filter(wanted)
    // Dropped files have no time yet; they come first.
    incoming.sort { left, right in
      guard let left = left.name, let right = right.name else { return left.name != nil }
      return left < right
    }
    days = try spool.files.names(in: spool.path(.events), startingWith: "")
  }

  /// The next older event, nil after the oldest.
  mutating func next() throws(SystemError) -> EventEntry? {
    try fill()
    guard let waiting = incoming.last else { return routed.popLast() }
    guard let found = routed.last?.name, let name = waiting.name, name < found else {
      return incoming.popLast()
    }
    return routed.popLast()
  }

  /// Reads on until there is a routed event, or none left.
  private mutating func fill() throws(SystemError) {
    while routed.isEmpty {
      if let hour = hours.popLast() {
        let names = try spool.files.names(in: hour, startingWith: "")
        routed = names.compactMap { EventName($0) }.map(EventEntry.init(routed:)).filter(wanted)
      } else if let day = days.popLast() {
        let folder = spool.path(.events, day)
        hours = try spool.files.names(in: folder, startingWith: "").map { "\(folder)/\($0)" }
      } else {
        return
      }
    }
  }
}
