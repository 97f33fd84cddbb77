/// Reads one object of a configuration file, key by key, and knows where it stands.
///
/// Every getter returns nil for a key that is not there and throws for one that is wrong, so a
/// default is written as `?? value` by the one who asks.
package struct ConfigReader: Sendable {
  package let file: String

  /// The key path of the object; empty for the whole file.
  package let path: String
  package let members: [JSONMember]

  /// Takes an object; anything else is the first fault.
  package init(
    _ value: JSONValue, file: String, path: String, expected: String = "an object"
  ) throws(ConfigFault) {
    guard case .object(let members) = value else {
      throw ConfigFault(
        file: file, key: path, .wrong(found: value.shownInFault, expected: expected))
    }
    self.file = file
    self.path = path
    self.members = members
  }

  /// The value of a key as it stands there.
  package func value(_ key: String) -> JSONValue? {
    members.first { $0.name.utf8.elementsEqual(key.utf8) }?.value
  }

  /// The key path of one of the object's keys.
  package func path(_ key: String) -> String {
    path.isEmpty ? key : "\(path).\(key)"
  }

  /// Returns a fault at a key, or at an element of its list.
  package func fault(_ key: String, _ problem: ConfigFault.Problem) -> ConfigFault {
    ConfigFault(file: file, key: path(key), problem)
  }

  /// Returns the fault that a key's value is not what it should be.
  package func wrong(_ key: String, _ value: JSONValue, _ expected: String) -> ConfigFault {
    fault(key, .wrong(found: value.shownInFault, expected: expected))
  }

  /// Returns what was read for a key that has no default.
  package func required<Value>(
    _ value: Value?, _ key: String, _ expected: String
  ) throws(ConfigFault) -> Value {
    guard let value else { throw fault(key, .missing(expected: expected)) }
    return value
  }

  /// Refuses every key that is not among the known ones.
  ///
  /// `later` are those whose meaning is settled and whose code is not written.
  package func finish(_ known: [String], later: [String] = []) throws(ConfigFault) {
    for member in members where !known.contains(member.name) {
      if later.contains(member.name) {
        throw fault(member.name, .unsupported(what: "\"\(member.name)\""))
      }
      let suggestion = Spelling.nearest(to: member.name, among: known)
      throw fault(member.name, .unknownKey(suggestion: suggestion, known: known))
    }
  }
}
