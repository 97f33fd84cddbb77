internal import Common

extension FieldTest: CustomStringConvertible {
  /// What is wanted, for a person.
  var description: String {
    switch self {
    case .null: "null"
    case .bool(let truth): truth ? "true" : "false"
    case .number(let number): number.text
    case .text(let text): JSONValue.string(text).shown
    case .glob(let glob): JSONValue.string(glob.description).shown
    case .anyOf(let tests): tests.map { $0.grouped }.joined(separator: " or ")
    case .allOf(let tests): tests.map { $0.grouped }.joined(separator: " and ")
    case .not(let test): "not \(test.grouped)"
    case .exists(let wanted): wanted ? "any value" : "no value"
    case .above(let bound): "a number above \(bound.text)"
    case .below(let bound): "a number below \(bound.text)"
    case .has(let test): "an element that is \(test.grouped)"
    case .object(let match): "an object with \(match)"
    }
  }

  /// The description as a part of a longer one.
  private var grouped: String {
    switch self {
    case .anyOf(let tests), .allOf(let tests): tests.count > 1 ? "(\(self))" : "\(self)"
    default: "\(self)"
    }
  }
}
