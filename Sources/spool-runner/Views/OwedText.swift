internal import Common

/// What `status` says of routes that had a fault, and of the events that they did not see.
enum OwedText {
  /// How many events are named; `status --json` has up to a hundred.
  private static let mostShown = 3

  static func lines(_ owed: OwedRoutes) -> [String] {
    owed.debts.map(line) + owed.missed.map(line)
  }

  private static func line(_ debt: OwedRoutes.Debt) -> String {
    let what =
      switch debt.debtor {
      case .route(let route): "route \"\(route)\""
      case .file(let file, _): TerminalText.escaped(file)
      }
    let since = HumanText.time(debt.from.moment)
    return "\(what) has a fault and has not seen events since \(since): spool-runner check"
  }

  private static func line(_ missed: OwedRoutes.Missed) -> String {
    let count = HumanText.count(missed.events.count + missed.more, "event")
    let ids = missed.events.prefix(mostShown).map(\.id.description).joined(separator: " ")
    let rest = missed.events.count + missed.more > mostShown ? " ..." : ""
    return "\(count) did not reach route \"\(missed.route)\": spool-runner reprocess \(ids)\(rest)"
  }
}
