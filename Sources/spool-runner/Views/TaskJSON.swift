internal import Common

/// `show TASK` for a script, and a task inside an event.
enum TaskJSON {
  static func write(_ details: TaskDetails, to writer: inout JSONWriter) {
    let entry = details.entry
    writer.beginObject()
    writer.member("id", entry.task.description)
    writer.member("state", entry.state.rawValue)
    writer.member("day", entry.day)
    writer.member("event_id", entry.task.event.description)
    writer.member("route", entry.task.route.description)
    writer.member("run", entry.task.run)
    writer.member("attempts", details.attempts)
    writer.member("due", entry.due?.text)
    writer.member("file", details.path)
    writer.name("history")
    writer.beginArray()
    // The lines are JSON objects already.
    for line in details.history.lines { writer.raw(Array(line.bytes.dropLast())) }
    writer.endArray()
    writer.endObject()
  }
}
