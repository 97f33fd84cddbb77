internal import Common

extension CommandArguments {
  func listQuery() throws(UsageFault) -> ListQuery {
    var query = ListQuery()
    query.subject = try listSubject()
    query.source = try spoolWord(.source)
    query.event = given.value(of: .event)
    query.route = try spoolWord(.route)
    query.since = try milliseconds(.since)
    query.limit = try count(.limit) ?? query.limit
    if let state = given.value(of: .state) { try set(state, of: &query) }
    try expectFilters(of: query)
    return query
  }

  func showQuery() throws(UsageFault) -> ShowQuery {
    let text = try onlyOperand("the id of an event or a task")
    let withPayload = given.has(.payload)
    switch NamedID(text) {
    case .event(let event): return ShowQuery(subject: .event(event), withPayload: withPayload)
    case .task(let task):
      if withPayload { throw fault("--payload is for events, and \"\(text)\" is a task") }
      return ShowQuery(subject: .task(task))
    case nil: throw noID(text, "list")
    }
  }

  func noID(_ text: String, _ list: String) -> UsageFault {
    fault("\"\(text)\" is no whole id: spool-runner \(list) prints them")
  }

  /// A filter that only one subject has says which is meant.
  private func listSubject() throws(UsageFault) -> ListQuery.Subject {
    if given.has(.refused) {
      try expectNoOperands()
      return .refused
    }
    if operands.isEmpty { return impliedSubject }
    let text = try onlyOperand("one of events, tasks, rejected")
    if let subject = ListQuery.Subject(rawValue: text) { return subject }
    let known = ListQuery.Subject.allCases.map(\.rawValue)
    throw fault("list knows no \"\(text)\"\(Suggestion.text(for: text, among: known))")
  }

  private var impliedSubject: ListQuery.Subject {
    if given.has(.route) { return .tasks }
    let state = given.value(of: .state)
    return state.flatMap { TaskState(rawValue: $0) } == nil ? .events : .tasks
  }

  private func set(_ state: String, of query: inout ListQuery) throws(UsageFault) {
    let known: [String]
    switch query.subject {
    case .tasks:
      query.taskState = TaskState(rawValue: state)
      if query.taskState != nil { return }
      known = TaskState.allCases.map(\.rawValue)
    case .events:
      query.eventState = EventState(rawValue: state)
      if query.eventState != nil { return }
      known = EventState.allCases.map(\.rawValue)
    case .rejected, .refused: throw fault("\(query.subject.rawValue) has no --state")
    }
    let hint = Suggestion.text(for: state, among: known)
    throw fault(
      "\"\(state)\" is no state of \(query.subject.rawValue) (\(list(known)))\(hint)")
  }

  /// A filter that does nothing would be a lie about what is shown.
  private func expectFilters(of query: ListQuery) throws(UsageFault) {
    let refused: [Option] =
      switch query.subject {
      case .events: [.route, .since]
      case .tasks: [.since]
      case .rejected: [.source, .event, .route, .since]
      case .refused: [.event, .route]
      }
    for option in refused where given.has(option) {
      throw fault("\(query.subject.rawValue) cannot be filtered by \(option.rawValue)")
    }
  }

  private func list(_ words: [String]) -> String { words.joined(separator: ", ") }
}
