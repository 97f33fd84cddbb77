extension Spool {
  /// Begins a file in `tmp/`, locked until it is published or discarded.
  ///
  /// Recovery may hold the lock for a moment, when it looks at the new file. Without the lock it
  /// would take a living writer for a dead one, so the draft is given up: the sender comes again.
  package func draft(_ id: EventID) throws(SystemError) -> EventDraft {
    let path = path(writing: id)
    let file = try files.create(path, permissions: 0o640)
    let draft = EventDraft(id: id, path: path, file: file, files: files)
    do {
      try files.lockAtOnce(file, path)
    } catch {
      draft.discard()
      throw error
    }
    return draft
  }

  /// Makes a finished draft durable, known by its delivery id, and visible to the runner.
  ///
  /// When this returns `.published`, the event survives a power cut. When it throws before the
  /// rename, what was recorded is taken back, so that a sender without delivery ids may come again
  /// without making a second event. When taking back fails too, or the sync after the rename, the
  /// event may be in the spool: a sender that comes again with the same delivery id meets it.
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
    do {
      if let first = try record(name, delivery, body) {
        try withdraw(draft, name, delivery, body)
        return try sighting(of: first)
      }
      try files.rename(draft.path, to: path(incoming: name))
    } catch {
      // What cannot be taken back is published by recovery.
      try? withdraw(draft, name, delivery, body)
      throw error
    }
    try files.sync(folder: path(.incoming), .published)
    return .published
  }

  /// Notes an event under its delivery and its body; returns the event that was there first.
  private func record(
    _ name: EventName, _ delivery: DeliveryKey?, _ body: DeliveryKey?
  ) throws(SystemError) -> EventName? {
    if let delivery, let first = try ledger.record(name, for: delivery) { return first }
    return try body.flatMap { body throws(SystemError) in try ledger.record(name, for: body) }
  }

  /// Removes a draft and whatever the ledger says of its event.
  ///
  /// The ledger goes first, durably: an entry without its event would turn the sender away for an
  /// event that is nowhere. Cut off in between, the draft is whole and recovery publishes it.
  private func withdraw(
    _ draft: EventDraft, _ name: EventName, _ delivery: DeliveryKey?, _ body: DeliveryKey?
  ) throws(SystemError) {
    for key in [delivery, body].compactMap({ $0 }) where try ledger.find(key) == name {
      try ledger.withdraw(key)
    }
    try files.remove(draft.path)
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
