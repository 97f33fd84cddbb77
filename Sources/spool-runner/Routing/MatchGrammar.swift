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
  static let element = MatchGrammar(isInElement: true)

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

  func object(
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
