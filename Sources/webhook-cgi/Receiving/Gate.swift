internal import Common

/// The story of one request: find its source, read it, verify it, look at it, store it.
///
/// Nothing of the payload or the event's headers is looked at before the signature holds.
struct Gate {
  let configuration: Configuration
  let spool: Spool
  let clock: Time
  let id: EventID
  let environment: (String) -> String?

  /// Stores the request, or throws why not.
  ///
  /// After `.stored` it survives a power cut.
  func take(
    _ request: Request, of source: Source, _ conversation: inout Conversation
  ) throws(Refusal) -> Verdict {
    let rules = SchemeRules(source)
    var verifier = try verifier(rules, source)
    try checkPath(request, of: source, verifier)
    let isForm = try checkHead(request, of: source, rules)
    try checkSpool()

    var body = Body(spool: spool, id: id, room: room)
    try conversation.read(into: &body, limit: source.maxBody)
    guard body.count > 0 else { throw .unreadable(status: 400, "the request has no body") }
    verifier.deadline = conversation.stream
    let payload = try admittedPayload(request, of: source, rules, verifier, body, isForm)
    body.leaveSlot()

    let inspection = Inspection(rules: rules, source: source, headers: request.headers)
    // Around a payload that is signed alone, anybody could have written another form.
    let form = isForm && rules.form != .signedPayload ? body : nil
    func store(_ facts: EventFacts) -> EventStore {
      EventStore(spool: spool, source: source, rules: rules, facts: facts, id: id)
    }
    switch try inspection.look(at: payload) {
    case .ping(let zen, let delivery):
      if case .ping(let event) = rules.handshake {
        try noteIgnored(store(EventFacts(event: event, delivery: delivery)), form ?? payload)
      }
      return .pong(zen: zen, delivery: delivery)
    case .challenge(let text): return .challenge(text)
    case .ignored(let reason, let facts):
      try noteIgnored(store(facts), form ?? payload)
      return .ignored(facts, reason: reason)
    case .event(let facts): return try put(request, store(facts), payload, form: form)
    }
  }

  /// Refuses a body that was sent before as another event, which was not stored either.
  private func noteIgnored(_ store: EventStore, _ signed: Body) throws(Refusal) {
    let first: EventName?
    do throws(SystemError) {
      first = try store.noteIgnored(signed)
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
    guard let first else { return }
    throw .duplicate(first, store.facts, status: store.rules.duplicateStatus)
  }

  var room: BodyRoom { BodyRoom(spool: spool, keptFree: configuration.keepFree) }

  /// Whether the path holds the secret, if it has to.
  ///
  /// A wrong one is answered as a path that nobody configured, whatever else is wrong.
  private func checkPath(
    _ request: Request, of source: Source, _ verifier: Verifier
  ) throws(Refusal) {
    guard verifier.proof == .path else { return }
    guard let shown = source.path.secret(in: request.path.utf8), verifier.isLive(shown) else {
      throw .unknownPath
    }
  }

  /// Does for a path of no source what a wrong path secret costs, and for that what all the others
  /// do: else the time of a 404 would tell where a source with a secret path is.
  func compareWithPathSecrets(_ path: String, butOf source: Source?) {
    let shown = path.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) } ?? []
    for other in configuration.sources.withSecretPath where other.name != source?.name {
      guard let verifier = try? verifier(SchemeRules(other), other) else { continue }
      _ = verifier.isLive(shown)
    }
  }

  /// Method, declared size and content type, before anything is read.
  private func checkHead(
    _ request: Request, of source: Source, _ rules: SchemeRules
  ) throws(Refusal) -> Bool {
    guard request.method == "POST" else { throw .wrongMethod(allowed: "POST") }
    try Doorkeeper(source: source, files: spool.files).check(request)
    switch request.framing {
    case .none: throw .unreadable(status: 400, "the request has no body")
    case .length(let length) where length > source.maxBody: throw .tooLarge(limit: source.maxBody)
    case .length, .chunked: break
    }
    guard let type = try contentType(request),
      type.isJSON || (type.isForm && rules.form != .refused)
    else { throw .wrongContentType }
    return type.isForm
  }

  /// Nil for one that is missing or malformed; of two nobody knows which is meant.
  private func contentType(_ request: Request) throws(Refusal) -> ContentType? {
    do throws(HTTPFault) {
      return try request.headers.single("content-type").flatMap { ContentType(parsing: $0) }
    } catch {
      throw .malformed(error)
    }
  }

  private func verifier(_ rules: SchemeRules, _ source: Source) throws(Refusal) -> Verifier {
    var secrets: [Secret] = []
    for reference in source.secrets {
      do throws(SecretFault) {
        secrets.append(
          try source.resolve(reference, files: spool.files, environment: environment))
      } catch {
        throw .misconfigured("source \(source.name): \(error)")
      }
    }
    let clock = VerificationClock(clock: clock, environment: environment)
    return Verifier(proof: rules.proof, secrets: secrets, now: clock.seconds)
  }

  /// A spool that cannot take the event says so before the body is read.
  private func checkSpool() throws(Refusal) {
    do throws(SpoolError) {
      try spool.checkFormat()
      try spool.makeFolders { $0.isReceivers }
    } catch {
      throw .unavailable(error.description, retryAfter: 60)
    }
    try room.check()
  }

  private func put(
    _ request: Request, _ store: EventStore, _ payload: Body, form: Body?
  ) throws(Refusal) -> Verdict {
    let outcome: EventStore.Outcome
    do throws(SystemError) {
      outcome = try store.put(request, received: clock.now(), payload: payload, form: form)
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
    switch outcome {
    case .stored: return .stored(store.facts, id)
    case .requeued(let first): return .stored(store.facts, first.id)
    case .duplicate(let first):
      throw .duplicate(first, store.facts, status: store.rules.duplicateStatus)
    case .beingWritten: throw .unavailable("the same delivery is being written", retryAfter: 1)
    }
  }
}
