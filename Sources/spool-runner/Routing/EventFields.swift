internal import Common

/// What a match or a template can ask for values.
protocol EventFields {
  /// The value a path leads to, nil when there is none.
  func value(_ path: EventPath) -> JSONValue?
}
