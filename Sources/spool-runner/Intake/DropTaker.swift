internal import Common

/// Makes events of files that people dropped into `incoming/`.
///
/// A drop always gets a new id. It is fixed by renaming the file to `.ID.drop` first, so that a
/// crash at any moment makes one event of it, not two.
struct DropTaker {
  enum Result: Equatable {
    case taken(EventName)
    case rejected
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
  func take(_ name: String, isLastLook: Bool) throws(SystemError) -> Result {
    let id = newID()
    switch try inspect(spool.path(.incoming, name)) {
    case .gone: return .gone
    case .refused(let reason):
      try rejecter.reject(name, because: reason)
      return .rejected
    case .doubtful(let reason, let size):
      guard isLastLook else { return .unfinished(size: size) }
      try rejecter.reject(name, because: reason)
      return .rejected
    case .good:
      let taken = spool.path(.incoming, Self.takenName(id))
      try files.rename(spool.path(.incoming, name), to: taken)
      try files.sync(folder: spool.path(.incoming), .dropTaken)
      guard let event = try convert(id) else { return .rejected }
      return .taken(event)
    }
  }

  /// Takes a drop again that a runner before us had begun to take.
  ///
  /// People can make a file of such a name too, so it is looked at like any other.
  func finish(_ id: EventID) throws(SystemError) {
    let name = Self.takenName(id)
    switch try inspect(spool.path(.incoming, name)) {
    case .good: _ = try convert(id)
    case .refused(let reason), .doubtful(let reason, _): try rejecter.reject(name, because: reason)
    case .gone: return
    }
  }

  static func takenName(_ id: EventID) -> String { ".\(id).drop" }

  /// The id of a drop that is being taken, nil for other names.
  static func takenID(_ name: String) -> EventID? {
    guard name.hasPrefix("."), name.hasSuffix(".drop") else { return nil }
    return EventID(name.dropFirst().dropLast(5))
  }

  /// Writes the event of a taken drop, and removes the drop once the event is durable.
  ///
  /// Nil when its owner spoilt it after it was looked at: then it is rejected.
  private func convert(_ id: EventID) throws(SystemError) -> EventName? {
    let path = spool.path(.incoming, Self.takenName(id))
    let file = try files.open(path)
    defer { files.close(file) }
    guard let content = try DroppedFile.read(file, files),
      let source = rules.source(for: content.source)
    else {
      try rejecter.reject(Self.takenName(id), because: "it was changed while it was being taken")
      return nil
    }
    let event = event(id, source, content)
    try files.removeIfPresent(spool.path(writing: id))
    let draft = try spool.draft(id)
    do throws(SystemError) {
      try write(event, content, from: file, to: draft)
    } catch {
      draft.discard()
      throw error
    }
    _ = try spool.publish(draft, as: event.name, delivery: nil)
    try files.remove(path)
    return event.name
  }

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
        file, from: offset, limit: min(64 * 1024, span.upperBound - offset))
      guard !piece.isEmpty else { return }
      try draft.append(piece)
      offset += piece.count
    }
  }
}
