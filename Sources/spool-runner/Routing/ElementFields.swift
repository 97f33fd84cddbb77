internal import Common

/// An element of an array, asked for its own fields.
struct ElementFields: EventFields {
  let element: JSONValue

  func value(_ path: EventPath) -> JSONValue? {
    var value: JSONValue? = element
    for name in path.names { value = value?[name] }
    return value
  }
}
