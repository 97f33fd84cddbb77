internal import Common

/// `show EVENT` for a person.
struct EventText {
  let event: EventFinder.Found
  /// Nil when the file is not whole or no event.
  let details: EventDetails?
  let tasks: [TaskDetails]
  /// Nil when nobody can tell: the event's file is damaged.
  let verdicts: RouteVerdicts?
  let now: Moment

  var text: String {
    "event \(event.name.id)\n" + Table.aligned(facts, indent: "  ") + "\n" + taskText
      + (verdicts?.text ?? "") + advice
  }

  private var facts: [[String]] {
    var rows = [
      ["state", event.state.rawValue], ["source", event.name.source],
      ["event", TerminalText.escaped(event.name.eventType)], ["received", received],
    ]
    guard let details else { return rows + [["file", "\(event.path) is damaged"]] }
    for member in details.members where member.name != "received" && member.name != "images" {
      rows.append([member.name, Self.text(member.value)])
    }
    rows += details.images.enumerated().map { index, image in
      [index == 0 ? "images" : "", TerminalText.escaped(image.description)]
    }
    rows += details.headers.enumerated().map { index, header in
      let text = "\(header.name): \(Self.plain(header.value))"
      return [index == 0 ? "headers" : "", TerminalText.escaped(text)]
    }
    if let payload = details.payload {
      rows.append(["payload", "\(HumanText.size(payload.count)) (--payload prints it)"])
    }
    return rows + [["file", event.path]]
  }

  /// By the id, which a damaged file has, too.
  private var received: String {
    let moment = event.name.id.moment
    return "\(HumanText.time(moment)) (\(HumanText.age(moment, now: now)))"
  }

  private var taskText: String {
    if tasks.isEmpty {
      return event.state == .incoming ? "not routed yet\n" : "no tasks: no route matched\n"
    }
    let rows = tasks.map { task in
      [
        task.entry.state.rawValue, HumanText.count(task.attempts, "attempt"), outcome(task),
        task.entry.task.description,
      ]
    }
    return "tasks\n" + Table.aligned(rows, indent: "  ")
  }

  private var advice: String {
    guard let failed = tasks.first(where: { $0.entry.state == .failed }) else { return "" }
    return
      "\nwhy: spool-runner show \(failed.entry.task)\nagain: spool-runner retry \(event.name.id)\n"
  }

  private func outcome(_ task: TaskDetails) -> String {
    if let due = task.entry.due { return "again \(HumanText.wait(until: due, now: now))" }
    return task.lastEnd.map(AttemptText.summary) ?? "-"
  }

  private static func text(_ value: JSONValue) -> String { TerminalText.escaped(plain(value)) }

  private static func plain(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): return text
    case .bool(let truth): return truth ? "yes" : "no"
    default:
      var writer = JSONWriter()
      writer.value(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }
}
