/// A JSON value in memory.
///
/// Members keep their order. Numbers keep their text, so nothing is rounded, and two numbers are
/// equal when they are written alike.
package indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])
}

extension JSONValue {
  /// Returns the value of a document in memory.
  ///
  /// Throws every `JSONError` but `unreadable`; a name that any object has twice is one of them.
  package static func parse(
    _ bytes: [UInt8], dialect: JSONDialect = .strict
  ) throws(JSONError) -> JSONValue {
    var reader = JSONReader(
      JSONBytes(bytes), dialect: dialect, bufferSize: min(bytes.count, 65_536))
    let first = try reader.tokenizer.next(capturing: true)
    let value = try reader.tokenizer.readValue(startingWith: first, names: .unique)
    // Nothing but the end can follow: anything else is thrown.
    _ = try reader.tokenizer.next(capturing: false)
    return value
  }

  /// The value of a member, or nil when there is none or this is no object.
  ///
  /// The last one counts where a name is repeated, as it does for nearly every other reader.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name.utf8.elementsEqual(name.utf8) }?.value
  }

  /// The text, if this is a string.
  package var asString: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The number, if this is one written as an integer that fits; never a rounded one.
  package var asInteger: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  /// The truth, if this is `true` or `false`.
  package var asBool: Bool? {
    guard case .bool(let truth) = self else { return nil }
    return truth
  }

  /// What this is, for a complaint: "expected a string, found a number".
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
