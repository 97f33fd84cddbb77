internal import Common

/// `show TASK` for a person.
struct TaskText {
  let details: TaskDetails
  /// The event's file name, nil when it was swept or removed.
  let event: EventName?
  let now: Moment

  var text: String {
    "task \(entry.task)\n" + Table.aligned(facts, indent: "  ") + "\n" + history + advice
  }

  private var entry: TaskEntry { details.entry }

  private var facts: [[String]] {
    var rows = [
      ["state", state], ["event", eventText], ["route", entry.task.route.description],
      ["run", run], ["attempts", String(details.attempts)],
    ]
    if let due = entry.due {
      rows.append(["due", "\(HumanText.time(due)) (\(HumanText.wait(until: due, now: now)))"])
    }
    rows.append(["file", details.path])
    return rows
  }

  private var state: String {
    entry.day.map { "\(entry.state.rawValue) on \($0)" } ?? entry.state.rawValue
  }

  private var eventText: String {
    guard let event else { return "\(entry.task.event) (gone)" }
    return TerminalText.escaped("\(event.source) \(event.eventType), \(event.id)")
  }

  private var run: String {
    entry.task.run == TaskID.firstRun ? "first" : "\(entry.task.run) (reprocessed)"
  }

  private var history: String {
    if details.history.lines.isEmpty { return "no attempt yet\n" }
    // Aligned as one table, then each line followed by what its program printed.
    let rows = Table.aligned(details.history.lines.map(AttemptText.row), indent: "  ")
      .split(separator: "\n")
    let lines = zip(rows, details.history.lines).map { row, line in
      "\(row)\n\(AttemptText.output(line))"
    }
    return "history\n\(lines.joined())"
  }

  private var advice: String {
    switch entry.state {
    case .failed, .cancelled: "\nagain: spool-runner retry \(entry.task)\n"
    case .deferred: "\nat once: spool-runner retry \(entry.task)\n"
    case .ready, .claimed, .done: ""
    }
  }
}
