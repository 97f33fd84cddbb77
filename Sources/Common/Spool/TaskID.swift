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
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let event = EventID(parts[0]), let route = SpoolWord(parts[1]),
      Self.isRun(parts[2].utf8)
    else { return nil }
    self.init(event: event, route: route, run: String(parts[2]))
  }

  package var description: String { "\(event).\(route).\(run)" }

  package static func < (left: TaskID, right: TaskID) -> Bool {
    left.description < right.description
  }

  private static func isRun(_ text: some Collection<UInt8>) -> Bool {
    (1...16).contains(text.count)
      && text.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
  }
}
