internal import Common

extension Reception {
  func note(_ verdict: Verdict, _ request: Request, _ source: Source) {
    switch verdict {
    case .stored(let facts, let event):
      note("accepted", request, source, facts) { $0.member("event_id", event.description) }
    case .ignored(let facts, let reason):
      note("ignored", request, source, facts) { $0.member("reason", reason) }
    case .pong:
      note("pong", request, source, nil) { _ in }
    case .challenge:
      note("challenge", request, source, nil) { _ in }
    }
  }

  /// What went wrong on our side also goes to standard error, where an operator looks first; what
  /// a client did wrong does not, or anybody could fill the system's log.
  ///
  /// Nor does what is ours once the day's file is full: whoever goes on asking is told the same and
  /// the log has it. Where nothing can be noted at all, nobody else says why.
  func note(_ refusal: Refusal, _ request: Request, _ source: Source?, bytes: Int) {
    // An unknown path may hold a secret that was mistyped: it is never written down.
    let bound = refusal.bound(isOfASource: source != nil)
    let noted = journal.note(refusal.isRepetition ? "duplicate" : "refused", upTo: bound) {
      writer in
      writer.member("source", source?.name.description)
      writer.member("remote", request.remote)
      writer.member("status", refusal.status)
      writer.member("reason", refusal.privateText)
      writer.member("bytes", bytes)
      if case .unverified(let why) = refusal { writer.add(why) }
      if case .duplicate(let first, _, _) = refusal, !first.isIgnored {
        writer.member("event_id", first.id.description)
      }
      writer.member("correlation_id", id.description)
    }
    if refusal.isOurs, noted != .full {
      StandardStreams.complain("webhook-cgi: \(refusal.status) \(refusal.privateText)")
    }
  }

  private var journal: Journal { Journal(spool: spool, clock: clock, program: "webhook-cgi") }

  private func note(
    _ what: String, _ request: Request, _ source: Source?, _ facts: EventFacts?,
    _ more: (inout JSONWriter) -> Void
  ) {
    journal.note(what) { writer in
      writer.member("source", source?.name.description)
      writer.member("remote", request.remote)
      if let facts {
        writer.member("delivery", facts.delivery)
        writer.member("event", facts.event)
      }
      more(&writer)
    }
  }
}

extension JSONWriter {
  /// What helps to find out why a proof did not hold, and helps nobody to forge one.
  fileprivate mutating func add(_ why: Unverified) {
    member("secrets_tried", why.secretsTried)
    if let seconds = why.clockDifference { member("clock_difference", Int(seconds)) }
  }
}
