internal import Common

/// The headers that stay with an event: an allow-list, so that no token or cookie ever gets in.
enum KeptHeaders {
  static func of(_ headers: HeaderList, _ rules: SchemeRules) -> [EventHeader] {
    (FieldName.alwaysKept + rules.keptHeaders).compactMap { name in
      guard let value = headers.first(name) else { return nil }
      return EventHeader(name: name, value: String(decoding: value, as: UTF8.self))
    }
  }
}
