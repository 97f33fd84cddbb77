internal import Common

/// Events, tasks, rejected files or refused requests, the newest first.
struct ListCommand {
  let query: ListQuery
  let format: Command.Format
  let context: Context

  func run() throws(CommandFault) {
    let spool = try context.spool()
    let listing = try CommandFault.looking { () throws(SystemError) -> Listing in
      try self.listing(of: spool)
    }
    context.output.say(listing.text(format, isTerminal: context.output.isTerminal))
    if format == .person, context.output.isTerminal {
      listing.remark(limit: query.limit).map(context.output.complain)
    }
  }

  private func listing(of spool: Spool) throws(SystemError) -> Listing {
    // One more than is shown tells whether there are more.
    var query = query
    query.limit += 1
    let now = context.clock.now()
    switch query.subject {
    case .events: return Listing(events: try events(query, spool), limit: self.query.limit)
    case .tasks:
      let tasks = try TaskSelection(spool: spool, query: query).newest()
      return Listing(tasks: tasks, now: now, limit: self.query.limit)
    case .rejected:
      let files = try RejectedEntry.newest(in: spool, limit: query.limit)
      return Listing(rejected: files, limit: self.query.limit)
    case .refused:
      let requests = try RefusedRequest.newest(in: spool, now: now, query)
      return Listing(refused: requests, limit: self.query.limit)
    }
  }

  private func events(_ query: ListQuery, _ spool: Spool) throws(SystemError) -> [EventEntry] {
    var walk = try EventWalk(spool, where: query.wants)
    var found: [EventEntry] = []
    while found.count < query.limit, let entry = try walk.next() { found.append(entry) }
    return found
  }
}

extension ListQuery {
  /// Whether an event passes the filters; all that they ask for stands in its name.
  func wants(_ entry: EventEntry) -> Bool {
    if let eventState, entry.state != eventState { return false }
    if let source, entry.name?.source != source.description { return false }
    if let event, entry.name?.event != EventName.encoded(event) { return false }
    return true
  }
}
