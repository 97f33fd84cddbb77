internal import Common

/// One event with its tasks, or one task with its history.
struct ShowCommand {
  let query: ShowQuery
  let format: Command.Format
  let context: Context

  func run() throws(CommandFault) {
    let spool = try context.spool()
    switch query.subject {
    case .event(let event): try show(event, spool)
    case .task(let task): try show(task, spool)
    }
  }

  private func show(_ id: EventID, _ spool: Spool) throws(CommandFault) {
    let shown = try CommandFault.looking { () throws(SystemError) in
      try read(id, spool)
    }
    guard let shown else {
      throw .refused("no event \(id) in \(spool.root): swept, removed, or never here")
    }
    write(shown)
  }

  private struct Shown {
    let event: EventFinder.Found
    let details: EventDetails?
    let tasks: [TaskDetails]
    let verdicts: RouteVerdicts?
    let payload: [UInt8]?
  }

  /// An event that moves between being found and being read is looked for again.
  private func read(_ id: EventID, _ spool: Spool) throws(SystemError) -> Shown? {
    for _ in 0..<3 {
      guard let event = try EventFinder(spool: spool).find(id) else { return nil }
      do throws(SystemError) {
        return try read(event, spool)
      } catch {
        if !error.isMissing { throw error }
      }
    }
    return nil
  }

  private func read(_ event: EventFinder.Found, _ spool: Spool) throws(SystemError) -> Shown {
    let details = try EventDetails(event.path, spool.files)
    var tasks: [TaskDetails] = []
    for entry in try TaskSearch(spool: spool).tasks(of: event.name.id) {
      if let task = try TaskDetails(entry, in: spool) { tasks.append(task) }
    }
    var payload: [UInt8]?
    if query.withPayload, let span = details?.payload {
      payload = try EventDetails.bytes(span, of: event.path, spool.files)
    }
    let verdicts = try verdicts(on: event)
    return Shown(
      event: event, details: details, tasks: tasks, verdicts: verdicts, payload: payload)
  }

  /// A user who may look at the spool may still not read the routes; that is no failure here.
  private func verdicts(on event: EventFinder.Found) throws(SystemError) -> RouteVerdicts? {
    let table: RouteTable
    do throws(ConfigFault) {
      table = try context.routeTable()
    } catch {
      return .unknown("\(error)")
    }
    return try RouteVerdict.all(table, on: event.path, context.files).map { .known($0) }
  }

  private func write(_ shown: Shown) {
    if format == .script {
      var writer = JSONWriter()
      EventJSON.write(
        shown.event, shown.details, shown.tasks, shown.verdicts, payload: shown.payload, to: &writer
      )
      context.output.say(writer)
      return
    }
    let text = EventText(
      event: shown.event, details: shown.details, tasks: shown.tasks,
      verdicts: shown.verdicts, now: context.clock.now())
    context.output.say(text.text)
    if let payload = shown.payload { context.output.say("\n\(self.text(of: payload))\n") }
  }

  private func show(_ id: TaskID, _ spool: Spool) throws(CommandFault) {
    let task = try CommandFault.looking { () throws(SystemError) in
      try TaskDetails.find(id, in: spool)
    }
    guard let task else {
      throw .refused("no task \(id) in \(spool.root): swept, removed, or never here")
    }
    if format == .script {
      var writer = JSONWriter()
      TaskJSON.write(task, to: &writer)
      context.output.say(writer)
      return
    }
    let event = try CommandFault.looking { () throws(SystemError) in
      try EventFinder(spool: spool).find(id.event)
    }
    let text = TaskText(details: task, event: event?.name, now: context.clock.now())
    context.output.say(text.text)
  }

  /// A payload exactly as it is in a pipe; on a terminal nothing in it moves the cursor.
  private func text(of payload: [UInt8]) -> String {
    let text = String(decoding: payload, as: UTF8.self)
    guard context.output.isTerminal else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { TerminalText.escaped(String($0)) }.joined(separator: "\n")
  }
}
