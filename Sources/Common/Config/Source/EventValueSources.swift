/// Where a source's requests say what they are: its keys `event_from` and the like.
package struct EventValueSources: Equatable, Sendable {
  package var event: ValueSource?
  package var action: ValueSource?
  package var repository: ValueSource?
  package var delivery: ValueSource?

  package static let keys = ["event_from", "action_from", "repository_from", "delivery_from"]

  /// Reads the keys; a known sender's are settled.
  ///
  /// A header that carries a token is no place for them: it would be kept with the event.
  init(
    _ scheme: Scheme, _ proof: ProofSettings, _ reader: ConfigReader
  ) throws(ConfigFault) {
    for key in Self.keys where scheme.isKnownSender && reader.value(key) != nil {
      throw reader.fault(
        key,
        .wrong(
          found: "scheme \"\(scheme.rawValue)\", which settles it",
          expected: "one of hmac, token, basic, bearer, path, none"))
    }
    var withheld = FieldName.credentials
    if case .token(let header, _) = proof { withheld.append(header) }
    event = try Self.source("event_from", reader, withheld)
    action = try Self.source("action_from", reader, withheld)
    repository = try Self.source("repository_from", reader, withheld)
    delivery = try Self.source("delivery_from", reader, withheld)
  }

  private static func source(
    _ key: String, _ reader: ConfigReader, _ withheld: [String]
  ) throws(ConfigFault) -> ValueSource? {
    guard let reader = try reader.object(key) else { return nil }
    return try ValueSource(reader, withheld: withheld)
  }
}
