extension ConfigReader {
  /// The elements of a list; a value that is no list is taken as a list of one.
  ///
  /// Each element comes with its key, as in `secret[0]`, for the faults it may have. An empty list
  /// is a fault: whoever wants no elements leaves the key out.
  package func list(
    _ key: String, _ expected: String
  ) throws(ConfigFault) -> [(key: String, value: JSONValue)]? {
    guard let value = value(key) else { return nil }
    guard case .array(let elements) = value else { return [(key, value)] }
    if elements.isEmpty { throw wrong(key, value, "\(expected), or several") }
    return elements.enumerated().map { ("\(key)[\($0.offset)]", $0.element) }
  }

  /// The elements of a list, as `parse` understands each.
  package func list<Value>(
    _ key: String, _ expected: String, _ parse: (JSONValue) -> Value?
  ) throws(ConfigFault) -> [Value]? {
    guard let elements = try list(key, expected) else { return nil }
    var results: [Value] = []
    for element in elements {
      guard let result = parse(element.value) else {
        throw wrong(element.key, element.value, expected)
      }
      results.append(result)
    }
    return results
  }

  /// Strings, none of them empty.
  package func strings(_ key: String) throws(ConfigFault) -> [String]? {
    try list(key, "a string that is not empty") {
      $0.asString.flatMap { $0.isEmpty ? nil : $0 }
    }
  }
}
