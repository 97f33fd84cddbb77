internal import Common

/// `status` for a script: `null` where this user may not look.
enum StatusJSON {
  static func write(_ status: SpoolStatus, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("spool", status.root)
    writer.name("runner")
    switch status.runner {
    case .working: writer.string("working")
    case .absent: writer.string("absent")
    case .unknown: writer.null()
    }
    writer.count("incoming", status.incoming)
    writer.count("ready", status.ready)
    writer.count("claimed", status.claimed)
    writer.count("deferred", status.deferred)
    writer.days("done", status.done)
    writer.days("failed", status.failed)
    writer.days("cancelled", status.cancelled)
    writer.count("orders", status.orders)
    writer.count("rejected", status.rejected)
    writer.count("drafts", status.drafts)
    writer.member("oldest_incoming", status.oldestIncoming?.text)
    writer.member("oldest_ready", status.oldestReady?.text)
    writer.member("next_due", status.nextDue?.text)
    writer.member("free_bytes", status.freeBytes)
    writer.member("keep_free", status.keptFree)
    writer.count("refused_today", status.refusedToday)
    writer.member("aside", status.aside)
    writer.name("untrusted")
    writer.beginArray()
    for text in status.untrusted { writer.string(text) }
    writer.endArray()
    if let owed = status.owed {
      owed.write(to: &writer)
    } else {
      writer.member("owed", nil as String?)
      writer.member("missed", nil as String?)
    }
    writer.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func count(_ name: String, _ count: Int?) {
    self.name(name)
    if let count { integer(count) } else { null() }
  }

  fileprivate mutating func days(_ name: String, _ days: [SpoolStatus.DayCount]?) {
    self.name(name)
    guard let days else { return null() }
    beginObject()
    for day in days { member(day.day, day.count) }
    endObject()
  }
}
