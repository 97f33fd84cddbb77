internal import Common

/// The story of one request: find its source, read it, verify it, look at it, store it.
///
/// Nothing of the payload or the event's headers is looked at before the signature holds.
struct Gate {
  let configuration: Configuration
  let spool: Spool
  let clock: any Clock
  let id: EventID
  let environment: (String) -> String?

  /// Stores the request, or throws why not.
  ///
  /// After `.stored` it survives a power cut.
  func take(
    _ request: Request, of source: Source, _ conversation: inout Conversation
  ) throws(Refusal) -> Verdict {
    let rules = SchemeRules(source.scheme)
    let form = try checkHead(request, of: source)
    let verifier = Verifier(rules: rules, secrets: try liveSecrets(of: source))
    try checkSpool()

    var body = Body(spool: spool, id: id)
    try conversation.read(into: &body, limit: source.maxBody)
    guard body.count > 0 else { throw .unreadable(status: 400, "the request has no body") }
    let payload: Body
    do throws(Refusal) {
      payload = try genuinePayload(request, verifier, body, isForm: form)
    } catch {
      if case .unverified = error { try count(request, of: source, .refused) }
      throw error
    }
    try count(request, of: source, .verified)

    let inspection = Inspection(rules: rules, source: source, headers: request.headers)
    switch try inspection.look(at: payload) {
    case .ping(let zen, let delivery): return .pong(zen: zen, delivery: delivery)
    case .ignored(let reason, let facts): return .ignored(facts, reason: reason)
    case .event(let facts):
      return try store(facts, request, source, payload, form: form ? body : nil)
    }
  }

  /// Method, declared size and content type, before anything is read.
  private func checkHead(_ request: Request, of source: Source) throws(Refusal) -> Bool {
    guard request.method == "POST" else { throw .wrongMethod(allowed: "POST") }
    try Doorkeeper(source: source, files: spool.files).check(request)
    switch request.framing {
    case .none: throw .unreadable(status: 400, "the request has no body")
    case .length(let length) where length > source.maxBody: throw .tooLarge(limit: source.maxBody)
    case .length, .chunked: break
    }
    guard let value = request.headers.first("content-type"), let type = ContentType(parsing: value),
      type.isJSON || type.isForm
    else { throw .wrongContentType }
    return type.isForm
  }

  private func count(_ request: Request, of source: Source, _ kind: RateKind) throws(Refusal) {
    try RateKeeper(spool: spool, clock: clock).count(request, of: source, kind)
  }

  private func liveSecrets(of source: Source) throws(Refusal) -> [Secret] {
    var secrets: [Secret] = []
    for reference in source.secrets {
      do throws(SecretFault) {
        secrets.append(try reference.resolve(files: spool.files, environment: environment))
      } catch {
        throw .misconfigured("source \(source.name): \(error)")
      }
    }
    return secrets
  }

  /// A spool that cannot take the event says so before the body is read.
  private func checkSpool() throws(Refusal) {
    do throws(SpoolError) {
      try spool.checkFormat()
      try spool.makeFolders(\.isReceivers)
      try spool.checkRoom(keptFree: configuration.keepFree)
    } catch {
      throw .unavailable(error.description, retryAfter: 60)
    }
  }

  /// The payload of a request whose signature holds.
  private func genuinePayload(
    _ request: Request, _ verifier: Verifier, _ body: Body, isForm: Bool
  ) throws(Refusal) -> Body {
    guard isForm, verifier.rules.signedForm == .payload else {
      try verify(request, verifier, body)
      return isForm ? try FormPayload.decode(body, spool: spool, id: id) : body
    }
    let payload: Body
    do throws(Refusal) {
      payload = try FormPayload.decode(body, spool: spool, id: id)
    } catch {
      if case .unavailable = error { throw error }
      // What cannot be found in the form was signed by nobody, and a forger learns no more.
      throw .unverified(.malformed)
    }
    try verify(request, verifier, payload)
    return payload
  }

  private func verify(_ request: Request, _ verifier: Verifier, _ signed: Body) throws(Refusal) {
    do throws(VerificationFault) {
      try verifier.verify(request.headers, signed)
    } catch {
      switch error {
      case .unverified(let why): throw .unverified(why)
      case .unreadable(let fault): throw .unavailable(fault.description, retryAfter: 30)
      }
    }
  }

  private func store(
    _ facts: EventFacts, _ request: Request, _ source: Source, _ payload: Body, form: Body?
  ) throws(Refusal) -> Verdict {
    let store = EventStore(spool: spool, source: source, facts: facts, id: id)
    let outcome: EventStore.Outcome
    do throws(SystemError) {
      outcome = try store.put(request, received: clock.now(), payload: payload, form: form)
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
    switch outcome {
    case .stored: return .stored(facts, id)
    case .requeued(let first): return .stored(facts, first.id)
    case .duplicate(let first): throw .duplicate(first, facts)
    case .beingWritten: throw .unavailable("the same delivery is being written", retryAfter: 1)
    }
  }
}
