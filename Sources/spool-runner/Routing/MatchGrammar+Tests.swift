internal import Common

extension MatchGrammar {
  /// Reads what a value has to be; `key` is where in the reader's object it stands.
  func test(
    _ value: JSONValue, _ reader: ConfigReader, _ key: String, isElement: Bool = false
  ) throws(ConfigFault) -> FieldTest {
    switch value {
    case .null: return .null
    case .bool(let truth): return .bool(truth)
    case .number(let text): return .number(DecimalNumber(text))
    case .string(let text): return Glob.hasWildcard(text) ? .glob(Glob(text)) : .text(text)
    case .array: return try anyOf(reader, key, value, isElement: isElement)
    case .object:
      let object = try object(value, reader, key)
      let isTest = object.members.allSatisfy { Self.operators.contains($0.name) }
      if isElement, !isTest { return .object(try Self.element.match(object)) }
      return try operators(object, reader, key, isElement: isElement)
    }
  }

  private func anyOf(
    _ reader: ConfigReader, _ key: String, _ value: JSONValue, isElement: Bool
  ) throws(ConfigFault) -> FieldTest {
    let expected = "at least one value, and no list in a list"
    guard case .array(let elements) = value, !elements.isEmpty else {
      throw reader.wrong(key, value, expected)
    }
    var tests: [FieldTest] = []
    for (index, element) in elements.enumerated() {
      if case .array = element { throw reader.wrong("\(key)[\(index)]", element, expected) }
      tests.append(try test(element, reader, "\(key)[\(index)]", isElement: isElement))
    }
    return .anyOf(tests)
  }

  /// Reads an object of operators, all of which have to hold.
  private func operators(
    _ object: ConfigReader, _ reader: ConfigReader, _ key: String, isElement: Bool
  ) throws(ConfigFault) -> FieldTest {
    try object.finish(Self.operators)
    if object.members.isEmpty {
      throw reader.fault(
        key,
        .wrong(
          found: "an empty object",
          expected: "one of \(Self.operators.joined(separator: ", "))"))
    }
    var tests: [FieldTest] = []
    for member in object.members {
      tests.append(try test(member, object, isElement: isElement))
    }
    return tests.count == 1 ? tests[0] : .allOf(tests)
  }

  private func test(
    _ member: JSONMember, _ object: ConfigReader, isElement: Bool
  ) throws(ConfigFault) -> FieldTest {
    switch member.name {
    case "not":
      return .not(try test(member.value, object, "not", isElement: isElement))
    case "has":
      return .has(try test(member.value, object, "has", isElement: true))
    case "exists":
      return .exists(try object.bool("exists") ?? true)
    default:
      guard case .number(let text) = member.value else {
        throw object.wrong(member.name, member.value, "a number")
      }
      let bound = DecimalNumber(text)
      return member.name == "gt" ? .above(bound) : .below(bound)
    }
  }
}
