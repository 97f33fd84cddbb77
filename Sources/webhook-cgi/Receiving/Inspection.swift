internal import Common

/// Looks at a verified request: what event it is, and whether the source takes it.
struct Inspection {
  enum Finding {
    case ping(zen: String?, delivery: String?)
    case ignored(reason: String, EventFacts)
    case event(EventFacts)
  }

  let rules: SchemeRules
  let source: Source
  let headers: HeaderList

  func look(at payload: Body) throws(Refusal) -> Finding {
    guard let event = try text(of: rules.eventHeaders) else {
      throw .unreadable(status: 400, "the header \(rules.eventHeaders[0]) is missing")
    }
    let members = try members(of: payload, for: event)
    let facts = EventFacts(
      event: event, action: members.text(.action), repository: members.text(.repository),
      delivery: try text(of: rules.deliveryHeaders))
    if event == rules.ping {
      return .ping(zen: members.text(.zen), delivery: facts.delivery)
    }
    try checkRequired(members, for: event)
    if let reason = reasonToIgnore(facts) { return .ignored(reason: reason, facts) }
    return .event(facts)
  }

  private func reasonToIgnore(_ facts: EventFacts) -> String? {
    if !source.takes(event: facts.event) { return "unsupported_event_type" }
    return source.takes(repository: facts.repository) ? nil : "repository_not_accepted"
  }

  private func members(of payload: Body, for event: String) throws(Refusal) -> PayloadMembers {
    let extra = rules.required.first { $0.event == event }?.members ?? []
    do throws(PayloadFault) {
      return try PayloadMembers(of: payload, extra: extra)
    } catch {
      switch error {
      case .notJSON(let reason): throw .unreadable(status: rules.unreadableStatus, reason)
      case .unavailable(let failure): throw .unavailable(failure.description, retryAfter: 30)
      }
    }
  }

  private func checkRequired(_ members: PayloadMembers, for event: String) throws(Refusal) {
    for name in rules.required.first(where: { $0.event == event })?.members ?? [] {
      guard members.hasExtra(name) else {
        throw .unreadable(status: 422, "the payload's member \"\(name)\" is missing")
      }
    }
  }

  /// The first of these headers that is present and not empty.
  ///
  /// One that is repeated is refused. Where a host joined repeated headers, the comma makes an
  /// unknown event, not a known one.
  private func text(of names: [String]) throws(Refusal) -> String? {
    do throws(HTTPFault) {
      for name in names {
        if let value = try headers.single(name), !value.isEmpty {
          return String(decoding: value, as: UTF8.self)
        }
      }
      return nil
    } catch {
      throw .malformed(error)
    }
  }
}
