internal import Common

/// Which routes did not see which events, because they had a fault: `state/owed`.
struct OwedRoutes: Equatable {
  /// What cannot be used.
  enum Debtor: Equatable {
    case route(SpoolWord)
    /// A file whose routes are unknown, but for those that were seen.
    case file(String, seen: [SpoolWord])
  }

  /// Events from this id on were routed without the debtor.
  struct Debt: Equatable {
    let debtor: Debtor
    var from: EventID
  }

  /// Events that were too old when their route was mended.
  struct Missed: Equatable {
    let route: SpoolWord
    var events: [EventName]
    /// How many more there were than are listed.
    var more: Int
  }

  /// How many events are listed for a route.
  static let mostMissed = 100

  var debts: [Debt] = []
  var missed: [Missed] = []

  var isEmpty: Bool { debts.isEmpty && missed.isEmpty }

  /// Notes that events are routed without these; false when that was known.
  mutating func note(_ debtors: [Debtor], from event: EventID) -> Bool {
    var isNew = false
    for debtor in debtors {
      if let index = debts.firstIndex(where: { $0.debtor.isSame(debtor) }) {
        let known = debts[index]
        debts[index] = Debt(
          debtor: known.debtor.joined(with: debtor), from: min(event, known.from))
        guard debts[index] != known else { continue }
      } else {
        debts.append(Debt(debtor: debtor, from: event))
      }
      isNew = true
    }
    return isNew
  }

  mutating func miss(_ event: EventName, _ route: SpoolWord) {
    guard let index = missed.firstIndex(where: { $0.route == route }) else {
      missed.append(Missed(route: route, events: [event], more: 0))
      return
    }
    if missed[index].events.count < Self.mostMissed {
      missed[index].events.append(event)
    } else {
      missed[index].more += 1
    }
  }

  /// Takes events off the lists, as they were reprocessed or are gone.
  mutating func forget(where isGone: (EventName) throws(SystemError) -> Bool) throws(SystemError) {
    for index in missed.indices {
      var left: [EventName] = []
      for event in missed[index].events where try !isGone(event) { left.append(event) }
      missed[index].events = left
    }
    missed.removeAll { $0.events.isEmpty }
  }
}

extension OwedRoutes.Debtor {
  /// The same debtor; of a file only what was always seen counts as seen.
  func joined(with other: OwedRoutes.Debtor) -> OwedRoutes.Debtor {
    guard case .file(let file, let seen) = self, case .file(_, let others) = other else {
      return self
    }
    return .file(file, seen: seen.filter { others.contains($0) })
  }

  /// A file is one debtor, whatever of it was seen when.
  func isSame(_ other: OwedRoutes.Debtor) -> Bool {
    switch (self, other) {
    case (.route(let left), .route(let right)): left == right
    case (.file(let left, _), .file(let right, _)): left == right
    default: false
    }
  }
}
