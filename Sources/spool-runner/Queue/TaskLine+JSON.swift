internal import Common

extension TaskLine {
  /// The line with its newline.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    switch self {
    case .started(let start):
      writer.member("attempt", start.attempt)
      writer.member("started", start.started)
      write(start.leader, &writer)
    case .ended(let end): write(end, &writer)
    case .ordered(let id, let does, let at, let to):
      writer.member("order", id)
      writer.member("does", does)
      writer.member("at", at)
      writer.member("to", to.rawValue)
    }
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// Nil for a line of another shape; a newer program may write more kinds.
  init?(_ bytes: [UInt8]) {
    guard let value = try? JSONValue.parse(bytes) else { return nil }
    if let order = value["order"]?.asString, let does = value["does"]?.asString,
      let at = value["at"]?.asString,
      let to = value["to"]?.asString.flatMap({ TaskState(rawValue: $0) })
    {
      self = .ordered(id: order, does: does, at: at, to: to)
    } else if let start = AttemptStart(value) {
      self = .started(start)
    } else if let end = AttemptEnd(value) {
      self = .ended(end)
    } else {
      return nil
    }
  }

  private func write(_ leader: ProcessIdentity, _ writer: inout JSONWriter) {
    writer.member("pid", Int(leader.number))
    writer.member("ticks", Int(leader.ticks))
    writer.member("boot", leader.boot)
    writer.member("group", Int(leader.number))
    writer.member("session", Int(leader.number))
    if let namespace = leader.place.namespace { writer.member("namespace", namespace) }
    if let cgroup = leader.place.cgroup { writer.member("cgroup", cgroup) }
  }

  private func write(_ end: AttemptEnd, _ writer: inout JSONWriter) {
    writer.member("attempt", end.attempt)
    if let tries = end.tries { writer.member("tries", tries) }
    writer.member("ended", end.ended)
    writer.member("outcome", end.outcome.rawValue)
    if let reason = end.reason { writer.member("reason", reason) }
    writer.member("to", end.to.rawValue)
    if let due = end.due { writer.member("due", Int(due)) }
    if let milliseconds = end.milliseconds { writer.member("milliseconds", milliseconds) }
    if let exit = end.exit { writer.member("exit", exit) }
    if let output = end.output { writer.member("output", output) }
  }
}

extension AttemptStart {
  fileprivate init?(_ value: JSONValue) {
    guard let attempt = value["attempt"]?.asCount, let started = value["started"]?.asString,
      let pid = value["pid"]?.asInteger, let ticks = value["ticks"]?.asInteger,
      let boot = value["boot"]?.asString
    else { return nil }
    let place = ProcessPlace(
      boot: boot, namespace: value["namespace"]?.asString, cgroup: value["cgroup"]?.asString)
    self.init(
      attempt: attempt, started: started,
      leader: ProcessIdentity(
        number: Int32(clamping: pid), ticks: UInt64(clamping: ticks), place: place))
  }
}

extension AttemptEnd {
  fileprivate init?(_ value: JSONValue) {
    guard let attempt = value["attempt"]?.asCount, let ended = value["ended"]?.asString,
      let outcome = value["outcome"]?.asString.flatMap({ Outcome(rawValue: $0) }),
      let to = value["to"]?.asString.flatMap({ TaskState(rawValue: $0) })
    else { return nil }
    self.init(
      attempt: attempt, tries: value["tries"]?.asCount, ended: ended, outcome: outcome,
      reason: value["reason"]?.asString, to: to,
      due: value["due"]?.asInteger.map(Int64.init),
      milliseconds: value["milliseconds"]?.asInteger, exit: value["exit"]?.asInteger,
      output: value["output"]?.asString)
  }
}

extension JSONValue {
  /// A number of attempts; nil for one that no name can say.
  fileprivate var asCount: Int? {
    asInteger.flatMap { (0...TaskName.mostAttempts).contains($0) ? $0 : nil }
  }
}
