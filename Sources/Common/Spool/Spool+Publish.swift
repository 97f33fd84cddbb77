extension Spool {
  /// Begins a file in `tmp/`, locked until it is published or discarded.
  package func draft(_ id: EventID) throws(SystemError) -> EventDraft {
    let path = path(writing: id)
    let file = try files.create(path, permissions: 0o640)
    let draft = EventDraft(id: id, path: path, file: file, files: files)
    do {
      _ = try files.lock(file, waiting: false)
    } catch {
      draft.discard()
      throw error
    }
    return draft
  }

  /// Makes a finished draft durable, known by its delivery id, and visible to the runner.
  ///
  /// When this returns `.published`, the event survives a power cut. When it throws, the event may
  /// or may not be in the spool: a sender that comes again with the same delivery id meets it.
  /// The draft is closed either way. `body` is the body's own key, where a body counts once only.
  package func publish(
    _ draft: EventDraft, as name: EventName, delivery: DeliveryKey?, body: DeliveryKey? = nil
  ) throws(SystemError) -> Publication {
    defer { files.close(draft.file) }
    do {
      try files.sync(draft.file, .eventBytes)
    } catch {
      try? files.remove(draft.path)
      throw error
    }
    if let delivery, let first = try ledger.record(name, for: delivery) {
      try files.remove(draft.path)
      return try sighting(of: first)
    }
    if let body, let first = try ledger.record(name, for: body) {
      // The delivery's entry is ours, and names an event that will not be.
      if let delivery { try ledger.forget(delivery) }
      try files.remove(draft.path)
      return try sighting(of: first)
    }
    try files.rename(draft.path, to: path(incoming: name))
    try files.sync(folder: path(.incoming), .published)
    return .published
  }

  /// Whether this delivery was accepted before; nil when it was not.
  package func earlier(_ delivery: DeliveryKey) throws(SystemError) -> Publication? {
    guard let first = try ledger.find(delivery) else { return nil }
    return try sighting(of: first)
  }

  /// Makes sure that an event the ledger names is really accepted before anybody says so.
  ///
  /// Looks in `tmp/`, `incoming/`, `events/` in the order in which a file moves, so that it cannot
  /// slip past. One that is nowhere was swept or removed by a person: it was accepted once.
  func sighting(of name: EventName) throws(SystemError) -> Publication {
    let writing = path(writing: name.id)
    if let status = try files.statusIfPresent(writing), status.kind == .regular {
      if let found = try finish(writing, as: name) { return found }
    }
    if try files.exists(path(incoming: name)) {
      try files.sync(folder: path(.incoming), .duplicate)
    }
    return .duplicate(name)
  }

  /// Publishes a draft whose writer is gone; nil when it moved on by itself meanwhile, and when
  /// what has its name is not an event of a trusted writer.
  private func finish(_ writing: String, as name: EventName) throws(SystemError) -> Publication? {
    let file: Descriptor
    do {
      file = try files.open(writing)
    } catch {
      // A trusted writer's file can be opened; what cannot is another account's.
      if error.isMissing || error.isDenied { return nil }
      throw error
    }
    defer { files.close(file) }
    guard try trustOfReceiver().isEvent(file, name.id, files) else { return nil }
    guard try files.lock(file, waiting: false) else { return .beingWritten(name) }
    do {
      try files.rename(writing, to: path(incoming: name))
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    try files.sync(folder: path(.incoming), .published)
    return .duplicate(name)
  }
}

/// What became of an event that was handed to the spool.
package enum Publication: Equatable, Sendable {
  /// It is new, and it survives a power cut.
  case published
  /// An event of the same delivery is in the spool, durably, or was.
  case duplicate(EventName)
  /// Another process is about to publish the same delivery: ask again in a second.
  case beingWritten(EventName)
}
