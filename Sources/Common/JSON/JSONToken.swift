/// A piece of a JSON document that has a meaning of its own.
package enum JSONToken: Equatable, Sendable {
  case beginObject
  case endObject
  case beginArray
  case endArray

  /// The name of a member; its value is what comes next.
  case name
  case string
  case number
  case `true`
  case `false`
  case null

  /// The document is complete and nothing but white space followed it.
  case end
}
