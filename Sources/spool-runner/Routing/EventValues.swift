internal import Common

/// The values of one event that somebody asked for.
struct EventValues: EventFields, Sendable {
  private var values: [EventPath: JSONValue] = [:]

  /// Takes what was found; whatever is not in it counts as missing in the event.
  init(_ values: [EventPath: JSONValue] = [:]) {
    self.values = values
  }

  func value(_ path: EventPath) -> JSONValue? {
    values[path]
  }

  mutating func set(_ path: EventPath, _ value: JSONValue) {
    values[path] = value
  }
}
