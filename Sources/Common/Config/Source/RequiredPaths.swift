/// The members that payloads must have, by event: a source's key `require`.
package struct RequiredPaths: Equatable, Sendable {
  /// How many paths a source may name: all of them are looked for in one pass over a payload.
  package static let limit = 32

  static let expected = "a path such as \"pull_request.number\""

  private struct Rule: Equatable, Sendable {
    let events: Glob
    let paths: [[String]]
  }

  private let rules: [Rule]

  package init() {
    rules = []
  }

  /// Reads the object of the key: lists of paths, by the events they are for.
  init(_ reader: ConfigReader) throws(ConfigFault) {
    var rules: [Rule] = []
    for member in reader.members {
      let paths = try reader.list(member.name, Self.expected) { ValueSource.path($0) } ?? []
      rules.append(Rule(events: Glob(member.name), paths: paths))
    }
    let count = rules.reduce(0) { $0 + $1.paths.count }
    guard count <= Self.limit else {
      throw ConfigFault(
        file: reader.file, key: reader.path,
        .wrong(found: "\(count) paths", expected: "at most \(Self.limit)"))
    }
    self.rules = rules
  }

  package var isEmpty: Bool { rules.isEmpty }

  /// The paths an event of a type must have; all, while the type is not known.
  package func paths(of event: String?) -> [[String]] {
    var paths: [[String]] = []
    for rule in rules where event.map({ rule.events.matches($0) }) ?? true {
      for path in rule.paths where !paths.contains(path) { paths.append(path) }
    }
    return paths
  }
}
