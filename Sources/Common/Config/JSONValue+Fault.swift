extension JSONValue {
  /// The value as a fault shows it: what is short whole, the rest by its kind.
  package var shownInFault: String {
    switch self {
    case .null: return "null"
    case .bool(let truth): return truth ? "true" : "false"
    case .number(let text): return text.utf8.count <= 40 ? text : "a long number"
    case .string(let text): return text.utf8.count <= 80 ? "\"\(text)\"" : "a long string"
    case .array(let elements): return elements.isEmpty ? "an empty list" : "a list"
    case .object: return "an object"
    }
  }
}
