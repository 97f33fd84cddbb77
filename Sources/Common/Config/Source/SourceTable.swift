/// The configured sources, each read only when it is asked for.
///
/// So a fault in one source stops that source and no other, and a request pays for its own alone.
package struct SourceTable: Sendable {
  private let file: String
  private let members: [JSONMember]

  /// Takes the object of the key `sources`; none is no sources.
  init(_ reader: ConfigReader?) {
    file = reader?.file ?? ""
    members = reader?.members ?? []
  }

  package var isEmpty: Bool { members.isEmpty }

  /// As they are written, in the order of the file.
  package var names: [String] { members.map { $0.name } }

  /// The source a request's path belongs to, nil when it is nobody's.
  ///
  /// A path that is written out wins over one with a secret in it. The fault is this source's own.
  package func source(at path: String.UTF8View) throws(ConfigFault) -> Source? {
    let index =
      members.firstIndex { $0.value["path"]?.asString?.utf8.elementsEqual(path) == true }
      ?? matchingPattern(path)
    guard let index else { return nil }
    return try read(index)
  }

  /// The first source whose path holds a secret and could be this one; all are compared with it,
  /// whichever matches.
  private func matchingPattern(_ path: String.UTF8View) -> Int? {
    var found: Int?
    for (index, member) in members.enumerated()
    where Self.pattern(of: member)?.secret(in: path) != nil {
      found = found ?? index
    }
    return found
  }

  /// The sources whose path holds a secret, as far as they can be used.
  package var withSecretPath: [Source] {
    var sources: [Source] = []
    for index in members.indices where Self.pattern(of: members[index]) != nil {
      if let source = try? read(index), source.scheme == .path { sources.append(source) }
    }
    return sources
  }

  /// The pattern of a source whose path holds a secret.
  private static func pattern(of member: JSONMember) -> PathPattern? {
    guard let text = member.value["path"]?.asString, text.utf8.contains(UInt8(ascii: "{")) else {
      return nil
    }
    return PathPattern(text)
  }

  /// The source of a name, nil when there is none.
  package func source(named name: String) throws(ConfigFault) -> Source? {
    guard let index = members.firstIndex(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      return nil
    }
    return try read(index)
  }

  /// Every source that can be used, and the fault of every other, in the order of the file.
  package func all() -> (sources: [Source], faults: [ConfigFault]) {
    var sources: [Source] = []
    var faults: [ConfigFault] = []
    for index in members.indices {
      do throws(ConfigFault) {
        sources.append(try read(index))
      } catch {
        faults.append(error)
      }
    }
    return (sources, faults)
  }

  private func read(_ index: Int) throws(ConfigFault) -> Source {
    let member = members[index]
    let path = "sources.\(member.name)"
    guard let name = SpoolWord(member.name) else {
      throw ConfigFault(
        file: file, key: path,
        .wrong(found: "this name", expected: "1 to 48 of a-z, 0-9, - and _"))
    }
    if Source.reservedNames.contains(where: { $0.utf8.elementsEqual(member.name.utf8) }) {
      throw ConfigFault(
        file: file, key: path,
        .wrong(found: "a name of events that no sender sent", expected: "another name"))
    }
    let source = try Source(
      name: name, ConfigReader(member.value, file: file, path: path))
    // Nobody knows which of two sources was meant, so neither is used.
    if let twin = twin(of: index) {
      throw ConfigFault(
        file: file, key: "\(path).path",
        .wrong(
          found: "\"\(source.path)\", which \(twin) has too",
          expected: "a path of its own"))
    }
    return source
  }

  /// The name of another source with the same path.
  private func twin(of index: Int) -> String? {
    let path = members[index].value["path"]
    return members.indices.first { $0 != index && members[$0].value["path"] == path }
      .map { members[$0].name }
  }
}
