internal import Common

/// An element of an array, asked for its own fields.
struct ElementFields: EventFields {
  let element: JSONValue

  func value(_ path: EventPath) -> JSONValue? {
    var value: JSONValue? = element
    for name in path.names { value = Self.value(name, in: value) }
    return value
  }

  /// A member by its name, or an element by its number, as `JSONPicker` finds them in a file.
  private static func value(_ name: String, in value: JSONValue?) -> JSONValue? {
    guard case .array(let elements)? = value else { return value?[name] }
    return elements.indices.first { String($0) == name }.map { elements[$0] }
  }
}
