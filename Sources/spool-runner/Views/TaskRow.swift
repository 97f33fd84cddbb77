internal import Common

extension TaskSelection.Found {
  static let titles = ["STATE", "ATTEMPTS", "WHEN", "ROUTE", "SOURCE", "EVENT", "TASK"]

  /// Its line for a person.
  func row(now: Moment) -> [String] {
    [
      entry.state.rawValue, entry.name.map { String($0.attempts) } ?? "-", when(now),
      entry.task.route.description, event?.source ?? "-", event?.eventType ?? "-",
      entry.task.description,
    ]
  }

  /// Its line for a script.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", entry.task.description)
    writer.member("state", entry.state.rawValue)
    if let name = entry.name { writer.member("attempts", name.attempts) }
    if let due = entry.due { writer.member("due", due.text) }
    if let day = entry.day { writer.member("day", day) }
    writer.member("route", entry.task.route.description)
    writer.member("run", entry.task.run)
    writer.member("event_id", entry.task.event.description)
    writer.member("source", event?.source)
    writer.member("event", event?.eventType)
    writer.endObject()
  }

  private func when(_ now: Moment) -> String {
    if let due = entry.due { return HumanText.wait(until: due, now: now) }
    return entry.day ?? "now"
  }
}
