extension JSONTokenizer {
  /// What becomes of a name that an object has twice.
  enum Names {
    case unique
    case any
  }

  /// Reads the rest of the value whose first token was just read, captured.
  ///
  /// Recursion is as deep as the document, which is bounded by `JSONNesting.limit`.
  mutating func readValue(
    startingWith token: JSONToken, names: Names
  ) throws(JSONError) -> JSONValue {
    try spend(Self.valueCost)
    return switch token {
    case .beginObject: .object(try readMembers(names))
    case .beginArray: .array(try readElements(names))
    case .string: .string(String(decoding: text, as: UTF8.self))
    case .number: .number(String(decoding: text, as: UTF8.self))
    case .true: .bool(true)
    case .false: .bool(false)
    case .null: .null
    case .name, .endObject, .endArray, .end: preconditionFailure("no value begins with \(token)")
    }
  }

  /// What a value in memory needs besides its text: its box, and its place in a growing array.
  private static let valueCost = 64

  /// Takes the memory of a value, and of the text that was read last, from the room.
  private mutating func spend(_ cost: Int) throws(JSONError) {
    room -= cost + text.count
    if room < 0 { throw .tooLarge }
  }

  /// Reads on until the value whose first token was just read has ended, and keeps nothing.
  mutating func skipValue(startingWith token: JSONToken) throws(JSONError) {
    guard token == .beginObject || token == .beginArray else { return }
    let outer = depth - 1
    while depth > outer {
      _ = try next(capturing: false)
    }
  }

  private mutating func readElements(_ names: Names) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    while true {
      let token = try next(capturing: true)
      if token == .endArray { return elements }
      do throws(JSONError) {
        elements.append(try readValue(startingWith: token, names: names))
      } catch {
        throw error.inside("[\(elements.count)]")
      }
    }
  }

  private mutating func readMembers(_ names: Names) throws(JSONError) -> [JSONMember] {
    var members: [JSONMember] = []
    var seen = JSONNameSet()
    while try next(capturing: true) == .name {
      try spend(Self.valueCost)
      let name = String(decoding: text, as: UTF8.self)
      if names == .unique, !seen.insert(text, amongst: members) {
        throw .repeatedName(path: name)
      }
      do throws(JSONError) {
        let first = try next(capturing: true)
        members.append(JSONMember(name, try readValue(startingWith: first, names: names)))
      } catch {
        throw error.inside(name)
      }
    }
    return members
  }
}
