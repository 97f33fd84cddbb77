internal import Common

/// An id as people hand it over: the id itself, a file's name, or a path cut from a listing.
enum NamedID: Equatable {
  case event(EventID)
  case task(TaskID)

  /// Nil when the text names neither an event nor a task.
  init?(_ text: String) {
    let utf8 = text.utf8
    let name = utf8.lastIndex(of: UInt8(ascii: "/")).map { text[utf8.index(after: $0)...] }
    let last = String(name ?? text[...])
    if let event = EventID(last) ?? EventName(last)?.id {
      self = .event(event)
    } else if let task = TaskID(last) ?? TaskName(last)?.task {
      self = .task(task)
    } else {
      return nil
    }
  }
}
