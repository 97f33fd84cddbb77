/// The name of one route's work on one event, in one run: `ID.ROUTE.RUN`; it never changes.
package struct TaskID: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let event: EventID
  package let route: SpoolWord
  /// `1`, or the random part of the order that asked for a reprocessing.
  package let run: String

  package static let firstRun = "1"

  package init(event: EventID, route: SpoolWord, run: String) {
    self.event = event
    self.route = route
    self.run = run
  }

  /// Nil unless the text is exactly a task id.
  package init?(_ text: Substring) {
    let dot = UInt8(ascii: ".")
    guard let afterID = text.utf8.firstIndex(of: dot), let beforeRun = text.utf8.lastIndex(of: dot),
      afterID < beforeRun, let event = EventID(text[..<afterID]),
      let route = SpoolWord(text[text.utf8.index(after: afterID)..<beforeRun])
    else { return nil }
    let run = text[text.utf8.index(after: beforeRun)...]
    guard Self.isRun(run.utf8) else { return nil }
    self.init(event: event, route: route, run: String(run))
  }

  package init?(_ text: String) {
    self.init(Substring(text))
  }

  package var description: String { "\(event).\(route).\(run)" }

  package static func < (left: TaskID, right: TaskID) -> Bool {
    // Ids have one length, so they decide alone unless they are equal.
    if left.event != right.event { return left.event < right.event }
    return left.description < right.description
  }

  private static func isRun(_ text: Substring.UTF8View) -> Bool {
    guard text.count >= 1, text.count <= 16 else { return false }
    for byte in text where !((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)) {
      return false
    }
    return true
  }
}
