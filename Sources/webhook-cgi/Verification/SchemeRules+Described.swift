internal import Common

extension SchemeRules {
  /// What a source says of its sender itself.
  static func described(by source: Source) -> SchemeRules {
    var rules = SchemeRules(proof(of: source))
    rules.event = [source.values.event].compactMap { $0 }
    rules.hasUsualEvent = rules.event.isEmpty
    rules.action = [source.values.action].compactMap { $0 }
    rules.repository = [source.values.repository].compactMap { $0 }
    rules.delivery = [source.values.delivery].compactMap { $0 }
    rules.keptHeaders = keptHeaders(of: source, rules)
    rules.form = .fields
    rules.takesArrays = true
    return rules
  }

  private static func proof(of source: Source) -> Proof {
    switch source.proof {
    case .hmac(let rule): .signature([rule])
    case .token(let header, let prefix):
      .token(TokenRule(header: header, form: .bare(prefix: prefix)))
    case .basic(let user): .token(TokenRule(header: "authorization", form: .basic(user: user)))
    case .none:
      switch source.scheme {
      case .bearer: .token(TokenRule(header: "authorization", form: .bearer))
      case .path: .path
      default: .none
      }
    }
  }

  /// The headers the source names: those that say what the event is, and those that are signed.
  private static func keptHeaders(of source: Source, _ rules: SchemeRules) -> [String] {
    var names: [String] = []
    for case .header(let name) in rules.event + rules.action + rules.delivery
      + rules.repository
    {
      names.append(name)
    }
    if case .hmac(let rule) = source.proof {
      names.append(rule.header)
      for case .value(.header(let name)) in rule.signed.before + rule.signed.behind {
        names.append(name)
      }
    }
    var kept: [String] = []
    for name in names where !kept.contains(name) && !FieldName.credentials.contains(name) {
      kept.append(name)
    }
    return kept
  }
}
