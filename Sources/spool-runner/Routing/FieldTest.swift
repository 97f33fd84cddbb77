internal import Common

/// What a value of an event has to be.
indirect enum FieldTest: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(DecimalNumber)
  case text(String)
  case glob(Glob)
  case anyOf([FieldTest])
  case allOf([FieldTest])
  case not(FieldTest)
  case exists(Bool)
  case above(DecimalNumber)
  case below(DecimalNumber)

  /// Some element of an array passes.
  case has(FieldTest)

  /// An object whose own fields match; only elements are asked this.
  case object(Match)
}

extension FieldTest {
  /// Whether a value passes; nil is a field that is not there, and passes nothing but a `not`.
  ///
  /// A string is never equal to a number. A null is there.
  func passes(_ value: JSONValue?) -> Bool {
    switch self {
    case .anyOf(let tests): tests.contains { $0.passes(value) }
    case .allOf(let tests): tests.allSatisfy { $0.passes(value) }
    case .not(let test): !test.passes(value)
    case .exists(let wanted): wanted == (value != nil)
    default: value.map(passesAlone) ?? false
    }
  }

  /// Whether a value that is there passes a test that is about it alone.
  private func passesAlone(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.null, .null): true
    case (.bool(let wanted), .bool(let found)): wanted == found
    case (.number(let wanted), .number(let found)): wanted == DecimalNumber(found)
    case (.text(let wanted), .string(let found)): wanted.utf8.elementsEqual(found.utf8)
    case (.glob(let wanted), .string(let found)): wanted.matches(found)
    case (.above(let bound), .number(let found)): DecimalNumber(found) > bound
    case (.below(let bound), .number(let found)): DecimalNumber(found) < bound
    case (.has(let test), .array(let elements)): elements.contains { test.passes($0) }
    case (.object(let match), .object): match.evaluate(ElementFields(element: value))
    default: false
    }
  }
}
