internal import Common

/// `show EVENT` for a script.
enum EventJSON {
  /// Writes one object; the payload as the sender wrote it, if it is handed over.
  static func write(
    _ event: EventFinder.Found, _ details: EventDetails?, _ tasks: [TaskDetails],
    _ verdicts: RouteVerdicts?, payload: [UInt8]?, to writer: inout JSONWriter
  ) {
    writer.beginObject()
    writer.member("id", event.name.id.description)
    writer.member("state", event.state.rawValue)
    writer.member("source", event.name.source)
    writer.member("event", event.name.eventType)
    writer.member("file", event.path)
    writer.member("damaged", details == nil)
    for member in details?.members ?? [] { writer.member(member.name, member.value) }
    writer.member("headers", .object(details?.headers ?? []))
    if let size = details?.payload?.count { writer.member("payload_bytes", size) }
    writer.name("tasks")
    writer.beginArray()
    for task in tasks { TaskJSON.write(task, to: &writer) }
    writer.endArray()
    writer.name("routes")
    if let verdicts { verdicts.write(to: &writer) } else { writer.null() }
    if let payload {
      writer.name("payload")
      writer.raw(payload)
    }
    writer.endObject()
  }
}
