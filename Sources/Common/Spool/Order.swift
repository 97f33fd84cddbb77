/// A wish left for the runner: small, durable, obeyed once.
package struct Order: Equatable, Sendable {
  package enum Wish: Equatable, Sendable {
    case retry(TaskID)
    /// Every failed task of an event: a redelivery by the sender.
    case retryEvent(EventID)
    case reprocess(EventID)
    case cancel(TaskID)
    case sweep
  }

  package let id: EventID
  package let wish: Wish

  package init(id: EventID, wish: Wish) {
    self.id = id
    self.wish = wish
  }

  package var fileName: String { "\(id).json" }

  package var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("order", verb)
    switch wish {
    case .retry(let task), .cancel(let task): writer.member("task", task.description)
    case .retryEvent(let event), .reprocess(let event):
      writer.member("event", event.description)
    case .sweep: break
    }
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The word for it in the file, in the journal and on the command line.
  package var verb: String {
    switch wish {
    case .retry, .retryEvent: "retry"
    case .reprocess: "reprocess"
    case .cancel: "cancel"
    case .sweep: "sweep"
    }
  }
}
