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
    let found = try CommandFault.looking { () throws(SystemError) in
      try EventFinder(spool: spool).find(id)
    }
    guard let found else {
      throw .refused("no event \(id) in \(spool.root): swept, removed, or never here")
    }
    try CommandFault.looking { () throws(SystemError) in try show(found, spool) }
  }

  private func show(_ event: EventFinder.Found, _ spool: Spool) throws(SystemError) {
    let details = try EventDetails(event.path, spool.files)
    var tasks: [TaskDetails] = []
    for entry in try TaskFinder(spool: spool).tasks(of: event.name.id) {
      if let task = try TaskDetails(entry, in: spool) { tasks.append(task) }
    }
    var payload: [UInt8]?
    if query.withPayload, let span = details?.payload {
      payload = try EventDetails.bytes(span, of: event.path, spool.files)
    }
    if format == .script {
      var writer = JSONWriter()
      EventJSON.write(event, details, tasks, payload: payload, to: &writer)
      context.output.say(writer)
      return
    }
    let text = EventText(event: event, details: details, tasks: tasks, now: context.clock.now())
    context.output.say(text.text)
    if let payload { context.output.say("\n\(shown(payload))\n") }
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
  private func shown(_ payload: [UInt8]) -> String {
    let text = String(decoding: payload, as: UTF8.self)
    guard context.output.isTerminal else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { TerminalText.escaped(String($0)) }.joined(separator: "\n")
  }
}
