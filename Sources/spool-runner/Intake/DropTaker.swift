internal import Common

/// Makes events of files that people put into `incoming/`.
///
/// Such a file always gets a new id. It is fixed by renaming the file to `.ID.drop` first, so that
/// a crash at any moment makes one event of it, not two.
struct DropTaker {
  enum Result: Equatable {
    case taken(EventName)
    /// It is out of the way: rejected, or an order was left for what it asked.
    case ended
    /// It can neither be taken nor moved.
    case stays
    /// Perhaps still being written: look again until its size stands still.
    case unfinished(size: Int)
    case gone
  }

  let spool: Spool
  let trust: Trust
  let rules: DropRules
  let clock: any Clock
  let newID: () -> EventID
  let rejecter: Rejecter

  private var files: any FileSystem { spool.files }

  /// Takes a drop, rejects it, or puts it off.
  ///
  /// `isLastLook` says that its size stood still for long enough: what is wrong now stays wrong.
  func take(_ name: FileName, isLastLook: Bool) throws(SystemError) -> Result {
    switch try inspect(FilePath(spool.path(.incoming), name)) {
    case .gone: return .gone
    case .refused(let reason): return reject(name, because: reason)
    case .doubtful(let reason, let size):
      guard isLastLook else { return .unfinished(size: size) }
      return reject(name, because: reason)
    case .routed(let event):
      let id = try fixID(of: name)
      try reprocess(event, id)
      return .ended
    case .good:
      guard let event = try convert(try fixID(of: name)) else { return .ended }
      return .taken(event)
    }
  }

  /// Takes a drop again that a runner before us had begun to take.
  ///
  /// People can make a file of such a name too, so it is looked at like any other, and an event
  /// made of it gets a new id: the one in the name was given to nothing yet.
  func finish(_ name: FileName, _ id: EventID) throws(SystemError) {
    switch try inspect(FilePath(spool.path(.incoming), name)) {
    case .good: _ = try convert(try fixID(of: name))
    // The order's id is the runner's or root's choice, and an order is obeyed once.
    case .routed(let event): try reprocess(event, id)
    case .refused(let reason), .doubtful(let reason, _): _ = reject(name, because: reason)
    case .gone: return
    }
  }

  static func takenName(_ id: EventID) -> String { ".\(id).drop" }

  /// The id of a drop that is being taken, nil for other names.
  static func takenID(_ name: FileName) -> EventID? {
    guard name.isHidden, name.hasSuffix(".drop"), let text = name.text else { return nil }
    return EventID(text.dropFirst().dropLast(5))
  }

  /// Gives a file its id, which after this survives a power cut.
  private func fixID(of name: FileName) throws(SystemError) -> EventID {
    let id = newID()
    let taken = spool.path(.incoming, Self.takenName(id))
    try files.rename(FilePath(spool.path(.incoming), name), to: FilePath(taken))
    try files.sync(folder: spool.path(.incoming), .dropTaken)
    return id
  }

  /// Leaves the order that a copy of a routed event stands for, and removes the copy.
  private func reprocess(_ event: EventName, _ id: EventID) throws(SystemError) {
    try spool.leave(Order(id: id, wish: .reprocess(event.id)))
    try files.remove(spool.path(.incoming, Self.takenName(id)))
  }

  private func reject(_ name: FileName, because reason: String) -> Result {
    switch rejecter.reject(name, because: reason) {
    case .rejected, .setAside, .gone: .ended
    case .stays: .stays
    }
  }

  /// Writes the event of a taken drop, and removes the drop once the event is durable.
  ///
  /// It is copied first and the copy is read: its owner can still write it. Nil when it was spoilt
  /// after it was looked at: then it is rejected.
  private func convert(_ id: EventID) throws(SystemError) -> EventName? {
    let taken = Self.takenName(id)
    let file = try files.openRegular(FilePath(spool.path(.incoming, taken)))
    defer { files.close(file) }
    let copy = try privateFile(id)
    defer { files.close(copy) }
    guard try fill(copy, from: file), let content = try DroppedFile.read(copy, files),
      let source = rules.source(for: content.source)
    else {
      _ = reject(FileName(taken), because: "it was changed while it was being taken")
      return nil
    }
    let event = event(id, source, content)
    try files.removeIfPresent(spool.path(writing: id))
    let draft = try spool.draft(id)
    do throws(SystemError) {
      try write(event, content, from: copy, to: draft)
    } catch {
      draft.discard()
      throw error
    }
    _ = try spool.publish(draft, as: event.name, delivery: nil)
    try files.remove(spool.path(.incoming, taken))
    return event.name
  }

  /// A file that has no name any more, so that nothing of it stays.
  private func privateFile(_ id: EventID) throws(SystemError) -> Descriptor {
    let path = spool.path(.tmp, ".\(id).copy")
    let file = try files.create(path, permissions: 0o600)
    do {
      try files.remove(path)
    } catch {
      files.close(file)
      throw error
    }
    return file
  }

  /// Copies all bytes; false when there are more than any source takes.
  private func fill(_ copy: Descriptor, from file: Descriptor) throws(SystemError) -> Bool {
    var size = 0
    while size <= rules.maxBody {
      let piece = try files.read(file, from: size, limit: Self.piece)
      if piece.isEmpty { return true }
      try files.write(piece, to: copy)
      size += piece.count
    }
    return false
  }

  private static let piece = 64 * 1024

  /// Never verified, whatever it says: a copy proves nothing about who made the first one.
  private func event(_ id: EventID, _ source: SpoolWord, _ content: DroppedFile) -> EventFile {
    var event = EventFile(id: id, source: source, received: clock.now())
    event.headers = content.headers
    event.event = content.event
    event.action = content.action
    event.repository = content.repository
    event.number = content.number
    event.sender = content.sender
    event.delivery = content.delivery
    event.images = content.images
    event.originalID = content.originalID
    return event
  }

  private func write(
    _ event: EventFile, _ content: DroppedFile, from file: Descriptor, to draft: EventDraft
  ) throws(SystemError) {
    try draft.append(event.head())
    try copy(content.payload, from: file, to: draft)
    if let body = content.body {
      try draft.append(Array(",\"body_base64\":".utf8))
      try copy(body, from: file, to: draft)
    }
    try draft.append(event.tail())
  }

  private func copy(_ span: Range<Int>, from file: Descriptor, to draft: EventDraft)
    throws(SystemError)
  {
    var offset = span.lowerBound
    while offset < span.upperBound {
      let piece = try files.read(
        file, from: offset, limit: min(Self.piece, span.upperBound - offset))
      guard !piece.isEmpty else { return }
      try draft.append(piece)
      offset += piece.count
    }
  }
}
