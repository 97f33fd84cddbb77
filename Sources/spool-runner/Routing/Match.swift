internal import Common

/// Which events a route takes.
indirect enum Match: Sendable, Equatable {
  /// Every one of these; none of them is every event.
  case all([Match])

  /// At least one of these.
  case any([Match])
  case not(Match)

  /// One value of the event passes a test.
  case field(EventPath, FieldTest)
}

extension Match {
  /// Every path that is asked for.
  var paths: [EventPath] {
    switch self {
    case .all(let matches), .any(let matches): matches.flatMap { $0.paths }
    case .not(let match): match.paths
    case .field(let path, _): [path]
    }
  }

  /// Whether these fields match.
  func evaluate(_ fields: some EventFields) -> Bool {
    switch self {
    case .all(let matches): matches.allSatisfy { $0.evaluate(fields) }
    case .any(let matches): matches.contains { $0.evaluate(fields) }
    case .not(let match): !match.evaluate(fields)
    case .field(let path, let test): test.passes(fields.value(path))
    }
  }

  /// Why these fields do not match, a line for each condition that failed; nothing if they do.
  func explain(_ fields: some EventFields) -> [String] {
    if evaluate(fields) { return [] }
    switch self {
    case .all(let matches):
      return matches.flatMap { $0.explain(fields) }
    case .any(let matches):
      return ["none of \(matches.count) alternatives:"]
        + matches.flatMap { $0.explain(fields) }.map { "  \($0)" }
    case .not(let match):
      return ["unwanted: \(match)"]
    case .field(let path, let test):
      let found = fields.value(path).map { "found \($0.shown)" } ?? "missing"
      return ["\(path): \(found), wanted \(test)"]
    }
  }
}

extension Match: CustomStringConvertible {
  /// The condition, for a person.
  var description: String {
    switch self {
    case .all(let matches):
      matches.isEmpty ? "anything" : matches.map { $0.grouped }.joined(separator: " and ")
    case .any(let matches): matches.map { $0.grouped }.joined(separator: " or ")
    case .not(let match): "not \(match.grouped)"
    case .field(let path, let test): "\(path): \(test)"
    }
  }

  /// The description as a part of a longer one.
  private var grouped: String {
    if case .field = self { return description }
    return "(\(description))"
  }
}
