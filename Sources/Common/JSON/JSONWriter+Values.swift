extension JSONWriter {
  /// Writes a value with all it holds; numbers as they were read.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let truth): bool(truth)
    case .number(let text): scalar(text)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members { self.member(member.name, member.value) }
      endObject()
    }
  }

  /// Writes a name and a value with all it holds.
  package mutating func member(_ name: String, _ value: JSONValue) {
    self.name(name)
    self.value(value)
  }

  /// Writes a name and a string.
  package mutating func member(_ name: String, _ text: String) {
    self.name(name)
    string(text)
  }

  /// Writes a name and a string, or `null` for nil.
  package mutating func member(_ name: String, _ text: String?) {
    self.name(name)
    if let text { string(text) } else { null() }
  }

  /// Writes a name and a number.
  package mutating func member(_ name: String, _ number: Int) {
    self.name(name)
    integer(number)
  }

  /// Writes a member with a number, or with null.
  package mutating func member(_ name: String, _ number: Int?) {
    self.name(name)
    if let number { integer(number) } else { null() }
  }

  /// Writes a name and `true` or `false`.
  package mutating func member(_ name: String, _ truth: Bool) {
    self.name(name)
    bool(truth)
  }
}
