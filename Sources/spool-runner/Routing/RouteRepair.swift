internal import Common

/// Routes that were mended, and the events that they have still to see.
struct RouteRepair {
  /// Events of the last day are routed; older ones are only listed.
  static let reach: Int64 = 86_400_000

  /// The routes, and the first event that each of them missed.
  let routes: [(route: Route, from: EventID)]
  private var walk: RoutedEvents

  /// What is to be repaired; the book then says what is still owed when that is done.
  ///
  /// Nil when nothing was mended.
  static func begin(_ book: OwedRoutes, _ table: RouteTable, _ spool: Spool)
    throws(SystemError) -> (repair: RouteRepair?, after: OwedRoutes)
  {
    var after = book
    after.debts = []
    var routes: [(route: Route, from: EventID)] = []
    for debt in book.debts {
      if table.unusable.contains(where: { $0.isSame(debt.debtor) }) {
        after.debts.append(debt)
        continue
      }
      switch debt.debtor {
      case .route(let name): routes += table.route(name).map { [($0, debt.from)] } ?? []
      case .file(let file, let seen):
        for route in table.routes where route.file == file && !seen.contains(route.name) {
          routes.append((route, debt.from))
        }
        for fault in table.faults where fault.fault.file == file {
          if let name = fault.route, !seen.contains(name) {
            _ = after.note([.route(name)], from: debt.from)
          }
        }
      }
    }
    guard let first = routes.map(\.from).min() else { return (nil, after) }
    return (RouteRepair(routes: routes, walk: try RoutedEvents(spool, from: first)), after)
  }

  /// The next events, the oldest first; none when all were seen.
  mutating func next(_ count: Int) throws(SystemError) -> [EventName] { try walk.next(count) }

  /// Whether a route missed an event.
  func isOwed(_ event: EventID, _ route: SpoolWord) -> Bool {
    routes.contains { $0.route.name == route && $0.from <= event }
  }
}

/// Routed events from one on, the oldest first; one hour's folder is read at a time.
struct RoutedEvents {
  private let spool: Spool
  private let from: EventID
  /// Folders still to be read, the oldest last.
  private var days: [String]
  private var hours: [String] = []
  private var events: [EventName] = []

  init(_ spool: Spool, from: EventID) throws(SystemError) {
    self.spool = spool
    self.from = from
    let names = try spool.files.names(in: spool.path(.events))
    days = names.filter { DayName.isDay($0) && $0 >= from.day }.reversed()
  }

  mutating func next(_ count: Int) throws(SystemError) -> [EventName] {
    while events.isEmpty, try fill() {}
    let portion = events.suffix(count)
    events.removeLast(portion.count)
    return portion.reversed()
  }

  /// Reads one folder more; false when there is none.
  private mutating func fill() throws(SystemError) -> Bool {
    if let hour = hours.popLast() {
      let names = try spool.files.names(in: hour).compactMap { EventName($0) }
      events = names.filter { $0.id >= from }.reversed()
    } else if let day = days.popLast() {
      let folder = spool.path(.events, day)
      hours = try spool.files.names(in: folder).map { "\(folder)/\($0)" }.reversed()
    } else {
      return false
    }
    return true
  }
}
