/// What was found for one pick.
package enum JSONPicked: Equatable, Sendable {
  /// The document has no such value, or something on the way to it is no object.
  case missing
  case value(JSONValue)

  /// The offsets in bytes of the value as it is written, without the space around it.
  case span(Range<Int>)

  /// The value, if one was wanted and found.
  package var value: JSONValue? {
    guard case .value(let value) = self else { return nil }
    return value
  }

  /// The span, if one was wanted and found.
  package var span: Range<Int>? {
    guard case .span(let span) = self else { return nil }
    return span
  }
}
