internal import Common

/// Looks at a verified request: what event it is, and whether the source takes it.
struct Inspection {
  enum Finding {
    case ping(zen: String?, delivery: String?)
    case challenge(String)
    case ignored(reason: String, EventFacts)
    case event(EventFacts)
  }

  let rules: SchemeRules
  let source: Source
  let headers: HeaderList

  func look(at payload: Body) throws(Refusal) -> Finding {
    let announced = try announcedEvent()
    let members = try members(of: payload, for: announced)
    let event = if let announced { announced } else { try event(members) }
    let facts = EventFacts(
      event: event, action: try value(of: rules.action, members),
      repository: try value(of: rules.repository, members), number: number(members, of: event),
      sender: rules.sender.lazy.compactMap { members.text($0) }.first,
      delivery: try delivery(members, payload)
    )
    switch rules.handshake {
    case .ping(event):
      return .ping(zen: members.text(["zen"]), delivery: facts.delivery)
    case .challenge(event):
      return .challenge(try required(members.text(["challenge"]), "challenge"))
    default: break
    }
    for path in source.required.paths(of: event) where !members.has(path) {
      throw missingMember(path.joined(separator: "."))
    }
    if source.images {
      return try ImageInspection(source: source, status: rules.unreadableStatus)
        .look(at: payload, facts)
    }
    try checkRequired(members, for: event)
    if let reason = reasonToIgnore(facts) { return .ignored(reason: reason, facts) }
    return .event(facts)
  }

  /// The event as the headers say it; nil where only the payload does, or nobody.
  ///
  /// Looked for first: without it the payload need not be read.
  private func announcedEvent() throws(Refusal) -> String? {
    var missing: String?
    for case .header(let name) in rules.event {
      if let value = try headerText(name) { return value }
      missing = missing ?? name
    }
    guard let missing, rules.event.count(where: { $0.isPayload }) == 0 else { return nil }
    throw .unreadable(status: 400, "the header \(missing) is missing")
  }

  private func event(_ members: PayloadMembers) throws(Refusal) -> String {
    for case .payload(let path) in rules.event {
      if let text = members.text(path) { return text }
    }
    guard !rules.hasUsualEvent else { return source.name.description }
    guard case .payload(let path) = rules.event.last else {
      throw .unreadable(status: 400, "the event's type is missing")
    }
    throw missingMember(path.joined(separator: "."))
  }

  /// The number of the issue or pull request; nil where there is none, or no whole number.
  private func number(_ members: PayloadMembers, of event: String) -> Int? {
    for path in rules.numberPaths(of: event) {
      if let text = members.text(path) { return Decimal.parse(text.utf8).map { Int($0) } }
    }
    return nil
  }

  private func reasonToIgnore(_ facts: EventFacts) -> String? {
    if !source.takes(event: facts.event) { return "unsupported_event_type" }
    if !source.takes(action: facts.action) { return "unsupported_action" }
    return source.takes(repository: facts.repository) ? nil : "repository_not_accepted"
  }

  private func members(of payload: Body, for event: String?) throws(Refusal) -> PayloadMembers {
    let required = event.map { rules.requiredMembers(of: $0).map { [$0] } } ?? []
    let paths = rules.payloadPaths(of: event)
    let extra = (required + source.required.paths(of: event)).filter { !paths.contains($0) }
    do throws(PayloadFault) {
      return try PayloadMembers(
        of: payload, paths, lookingFor: extra, takesArrays: rules.takesArrays)
    } catch {
      switch error {
      case .notJSON(let reason): throw .unreadable(status: rules.unreadableStatus, reason)
      case .unavailable(let failure): throw .unavailable(failure.description, retryAfter: 30)
      }
    }
  }

  private func checkRequired(_ members: PayloadMembers, for event: String) throws(Refusal) {
    for name in rules.requiredMembers(of: event) where !members.has([name]) {
      throw missingMember(name)
    }
  }

  private func required(_ text: String?, _ name: String) throws(Refusal) -> String {
    guard let text else { throw missingMember(name) }
    return text
  }

  private func missingMember(_ name: String) -> Refusal {
    .unreadable(status: 422, "the payload's member \"\(name)\" is missing")
  }

  /// The sender's id of this delivery, as a text that no other id has.
  private func delivery(
    _ members: PayloadMembers, _ payload: Body
  ) throws(Refusal) -> String? {
    for source in rules.delivery(headers) {
      switch source {
      case .header(let name):
        if let value = try headerValue(name) { return DeliveryText.of(value) }
      case .payload(let path):
        if let text = members.text(path) { return text }
        if let text = try longID(members, path, payload) { return text }
      case .joined: break
      }
    }
    return nil
  }

  private func longID(
    _ members: PayloadMembers, _ path: [String], _ payload: Body
  ) throws(Refusal) -> String? {
    guard let span = members.tooLong(path) else { return nil }
    do throws(SystemError) {
      return try DeliveryText.of(span, in: payload)
    } catch {
      throw .unavailable(error.description, retryAfter: 30)
    }
  }

  /// The first of these that is there and not empty.
  private func value(
    of sources: [ValueSource], _ members: PayloadMembers
  ) throws(Refusal) -> String? {
    for source in sources {
      if let text = try value(of: source, members) { return text }
    }
    return nil
  }

  private func value(
    of source: ValueSource, _ members: PayloadMembers
  ) throws(Refusal) -> String? {
    switch source {
    case .header(let name): return try headerText(name)
    case .payload(let path): return members.text(path)
    case .joined(let parts):
      var whole: String?
      for part in parts {
        guard let word = members.text(part) else { return nil }
        whole = whole.map { "\($0)/\(word)" } ?? word
      }
      return whole
    }
  }

  /// A header that is repeated is refused.
  ///
  /// Where a host joined repeated headers, the comma makes an unknown event, not a known one.
  private func headerText(_ name: String) throws(Refusal) -> String? {
    try headerValue(name).map { String(decoding: $0, as: UTF8.self) }
  }

  private func headerValue(_ name: String) throws(Refusal) -> [UInt8]? {
    do throws(HTTPFault) {
      guard let value = try headers.single(name), !value.isEmpty else { return nil }
      return value
    } catch {
      throw .malformed(error)
    }
  }
}

extension ValueSource {
  fileprivate var isPayload: Bool {
    if case .payload = self { true } else { false }
  }
}
