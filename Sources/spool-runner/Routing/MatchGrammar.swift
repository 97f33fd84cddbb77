internal import Common

/// Reads a match from a route file.
struct MatchGrammar {
  /// Whether paths begin inside an element of an array, and not with a member of the event.
  private let isInElement: Bool

  /// The keys that take whole matches.
  static let combinations = ["any", "all", "not"]

  /// The keys of an object that stands for a test.
  static let operators = ["not", "exists", "gt", "lt", "has"]

  static let event = MatchGrammar(isInElement: false)
  private static let element = MatchGrammar(isInElement: true)

  private init(isInElement: Bool) {
    self.isInElement = isInElement
  }

  /// Reads an object of conditions, all of which have to hold.
  func match(_ reader: ConfigReader) throws(ConfigFault) -> Match {
    var parts: [Match] = []
    for member in reader.members {
      switch member.name {
      case "any": parts.append(.any(try matches(reader, member.name)))
      case "all": parts.append(.all(try matches(reader, member.name)))
      case "not": parts.append(.not(try match(object(member.value, reader, member.name))))
      default:
        let path = try path(member.name, reader)
        parts.append(.field(path, try test(member.value, reader, member.name)))
      }
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private func matches(_ reader: ConfigReader, _ key: String) throws(ConfigFault) -> [Match] {
    var matches: [Match] = []
    for element in try reader.list(key, "an object of conditions") ?? [] {
      matches.append(try match(object(element.value, reader, element.key)))
    }
    return matches
  }

  private func object(
    _ value: JSONValue, _ reader: ConfigReader, _ key: String
  ) throws(ConfigFault) -> ConfigReader {
    try ConfigReader(
      value, file: reader.file, path: reader.path(key), expected: "an object of conditions")
  }

  private func path(_ text: String, _ reader: ConfigReader) throws(ConfigFault) -> EventPath {
    do throws(GrammarFault) {
      return isInElement ? try EventPath(text) : try EventPath(event: text)
    } catch {
      throw error.at(text, of: reader)
    }
  }
}

extension MatchGrammar {
  /// Reads what a value has to be; `key` is where in the reader's object it stands.
  private func test(
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
