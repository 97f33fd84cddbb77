internal import Common

/// Writes a verified event into the spool.
struct EventStore {
  enum Outcome {
    case stored
    /// Accepted before, with a task that failed: the sender's redelivery retries it.
    case requeued(EventName)
    case duplicate(EventName)
    case beingWritten
  }

  let spool: Spool
  let source: Source
  let rules: SchemeRules
  let facts: EventFacts
  let id: EventID

  /// After `.stored` the event survives a power cut.
  ///
  /// `form` is the body as it came, where the payload was inside a form that is signed.
  func put(_ request: Request, received: Moment, payload: Body, form: Body?)
    throws(SystemError) -> Outcome
  {
    let key = source.replay == .off ? nil : facts.delivery.map(key(of:))
    let digest = source.replay == .body ? try Self.digest(of: form ?? payload) : nil
    if let key, let earlier = try spool.earlier(key) { return try answer(to: earlier, key) }
    if let digest, let other = try other(spool.ledger.find(ignoredKey(digest))) {
      return .duplicate(other)
    }
    let bodyKey = digest.map { DeliveryKey(source: source.name, bodyDigest: $0) }
    if let bodyKey, let earlier = try spool.earlier(bodyKey) { return try answer(to: earlier, nil) }
    let event = file(request, received)
    let draft = try spool.draft(id)
    do throws(SystemError) {
      try write(event, to: draft, payload, form)
    } catch {
      draft.discard()
      throw error
    }
    return try answer(
      to: try spool.publish(draft, as: event.name, delivery: key, body: bodyKey), key)
  }

  /// Notes a request that is not stored, where every body counts once.
  ///
  /// Else its body could be sent again as another event. Returns the request that had this body
  /// before, as another event or delivery.
  func noteIgnored(_ signed: Body) throws(SystemError) -> EventName? {
    guard source.replay == .body else { return nil }
    let key = ignoredKey(try Self.digest(of: signed))
    if let first = try spool.ledger.find(key) { return other(first) }
    return other(try spool.ledger.record(ignoredName, for: key))
  }

  /// What the ledger says of a request as this one that was not stored.
  private var ignoredName: EventName {
    EventName(
      ignored: id, source: source.name, event: facts.announced ?? facts.event,
      delivery: facts.delivery)
  }

  /// An earlier request, unless it was this one: a redelivery may pass that the source now takes.
  private func other(_ earlier: EventName?) -> EventName? {
    earlier?.event == ignoredName.event ? nil : earlier
  }

  private func key(of delivery: String) -> DeliveryKey {
    DeliveryKey(source: source.name, delivery: delivery)
  }

  private func ignoredKey(_ digest: [UInt8]) -> DeliveryKey {
    DeliveryKey(source: source.name, ignoredBodyDigest: digest)
  }

  private static func digest(of body: Body) throws(SystemError) -> [UInt8] {
    var hash = SHA256()
    try body.forEachPiece { piece throws(SystemError) in hash.update(piece) }
    return hash.finish()
  }

  private func answer(to publication: Publication, _ key: DeliveryKey?)
    throws(SystemError) -> Outcome
  {
    switch publication {
    case .published: return .stored
    case .beingWritten: return .beingWritten
    case .duplicate(let first):
      guard let key, try spool.ledger.isFailed(key) else { return .duplicate(first) }
      try spool.leave(Order(id: id, wish: .retryEvent(first.id)))
      return .requeued(first)
    }
  }

  private func write(_ event: EventFile, to draft: EventDraft, _ payload: Body, _ form: Body?)
    throws(SystemError)
  {
    try draft.append(event.head())
    try payload.forEachPiece { piece throws(SystemError) in try draft.append(piece) }
    if let form { try write(form, to: draft) }
    try draft.append(event.tail())
  }

  /// The form as `body_base64`; pieces of a multiple of three bytes need no padding between them.
  private func write(_ form: Body, to draft: EventDraft) throws(SystemError) {
    try draft.append(Array(",\"body_base64\":\"".utf8))
    var rest: [UInt8] = []
    try form.forEachPiece { piece throws(SystemError) in
      rest.append(contentsOf: piece)
      let whole = rest.count - rest.count % 3
      try draft.append(Base64.encode(Array(rest[..<whole])))
      rest.removeFirst(whole)
    }
    try draft.append(Base64.encode(rest) + [UInt8(ascii: "\"")])
  }

  private func file(_ request: Request, _ received: Moment) -> EventFile {
    var event = EventFile(id: id, source: source.name, received: received)
    event.remote = request.remote
    event.headers = KeptHeaders.of(request.headers, rules)
    event.traceparent = TraceContext.parent(in: request.headers)
    event.event = facts.event
    event.action = facts.action
    event.repository = facts.repository
    event.number = facts.number
    event.sender = facts.sender
    event.delivery = facts.delivery
    event.images = facts.images
    event.verified = rules.proof != .none
    return event
  }
}
