internal import Common

extension Answer {
  /// What the sender of a request that passed is told.
  init(_ verdict: Verdict, answers: SourceAnswers) {
    var writer = JSONWriter()
    writer.beginObject()
    switch verdict {
    case .stored(let facts, let id):
      writer.member("status", "accepted")
      writer.add(facts)
      writer.member("event_id", id.description)
    case .ignored(let facts, let reason):
      writer.member("status", "ignored")
      writer.add(facts)
      writer.member("reason", reason)
    case .pong(let zen, let delivery):
      writer.member("status", "pong")
      writer.member("delivery_id", delivery)
      writer.member("zen", zen)
    case .challenge(let text):
      writer.member("challenge", text)
    }
    writer.endObject()
    self.init(status: answers.accepted ?? 200, body: writer.bytes)
  }

  /// What the sender of a refused request is told.
  ///
  /// `pattern` is the configured path, never the request's, and nil where even that would tell;
  /// under `correlation` the journal has the reason, nil where it has none.
  init(_ refusal: Refusal, answers: SourceAnswers, pattern: String?, correlation: EventID?) {
    let status = refusal.status(answers)
    var writer = JSONWriter()
    writer.beginObject()
    if case .duplicate(let first, let facts, _) = refusal, status < 300 {
      writer.member("status", "duplicate")
      writer.add(facts)
      if !first.isIgnored { writer.member("event_id", first.id.description) }
    } else {
      writer.member("error", refusal.publicText)
      writer.member("status_code", status)
      if let pattern { writer.member("path", pattern) }
      if let correlation { writer.member("correlation_id", correlation.description) }
      if case .duplicate(let first, _, _) = refusal, !first.isIgnored {
        writer.member("event_id", first.id.description)
      }
    }
    writer.endObject()
    self.init(status: status, body: writer.bytes, fields: refusal.fields)
  }
}

extension JSONWriter {
  fileprivate mutating func add(_ facts: EventFacts) {
    member("delivery_id", facts.delivery)
    member("event_type", facts.event)
  }
}

extension Refusal {
  fileprivate var fields: [Answer.Field] {
    switch self {
    case .wrongMethod(let allowed): [Answer.Field(name: "Allow", value: allowed)]
    case .unavailable(_, let seconds), .overloaded(_, let seconds), .overLimit(_, let seconds):
      [Answer.Field(name: "Retry-After", value: "\(seconds)")]
    default: []
    }
  }

  /// The status, unless the source's `answers` choose another.
  fileprivate func status(_ answers: SourceAnswers) -> Int {
    let chosen: Int? =
      switch self {
      case .malformed where status == 400: answers.malformed
      case .unreadable: answers.malformed
      case .unverified: answers.unauthorized
      case .duplicate: answers.duplicate
      default: nil
      }
    return chosen ?? status
  }
}
