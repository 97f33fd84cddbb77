extension Order {
  /// Nil when the bytes are no order of this format.
  package init?(id: EventID, bytes: [UInt8]) {
    guard let value = try? JSONValue.parse(bytes, dialect: .strict) else { return nil }
    let task = value["task"]?.asString.flatMap { TaskID($0) }
    let event = value["event"]?.asString.flatMap { EventID($0) }
    switch (value["order"]?.asString, task, event) {
    case ("retry", let task?, _): self.init(id: id, wish: .retry(task))
    case ("retry", nil, let event?): self.init(id: id, wish: .retryEvent(event))
    case ("reprocess", _, let event?): self.init(id: id, wish: .reprocess(event))
    case ("cancel", let task?, _): self.init(id: id, wish: .cancel(task))
    case ("sweep", _, _): self.init(id: id, wish: .sweep)
    default: return nil
    }
  }
}
