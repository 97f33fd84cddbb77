/// One pass of a picker over one document.
struct JSONPickWalk {
  private let picks: [JSONPick]
  private let longestName: Int
  private(set) var results: [JSONPicked]

  init(_ picks: [JSONPick]) {
    self.picks = picks
    longestName = picks.flatMap { $0.path.map { $0.utf8.count } }.max() ?? 0
    results = Array(repeating: .missing, count: picks.count)
  }

  mutating func visitDocument(
    _ tokenizer: inout JSONTokenizer
  ) throws(JSONError) -> JSONPicking.Top {
    let live = JSONPickSet(count: picks.count)
    let first = try tokenizer.next(capturing: needsValue(live, at: 0))
    _ = try visit(&tokenizer, first, level: 0, live, keeping: false)
    // Nothing but the end can follow: anything else is thrown.
    _ = try tokenizer.next(capturing: false)
    return switch first {
    case .beginObject: .object
    case .beginArray: .array
    default: .other
    }
  }

  /// Reads the value whose first token was just read, and returns it if it is kept.
  ///
  /// `level` names lead to the value, and the paths of the picks in `live` begin with them; the
  /// token was captured if one of these wants its text. `keeping` says that a value around this
  /// one is picked.
  private mutating func visit(
    _ tokenizer: inout JSONTokenizer, _ token: JSONToken, level: Int, _ live: JSONPickSet,
    keeping: Bool
  ) throws(JSONError) -> JSONValue? {
    let start = tokenizer.start
    let here = live.filter { picks[$0].path.count == level }
    let keeps = keeping || needsValue(live, at: level)
    var value: JSONValue?
    if token == .beginObject, live != here {
      let members = try visitMembers(
        &tokenizer, level: level, live.subtracting(here), keeping: keeps)
      value = keeps ? .object(members) : nil
    } else if token == .beginArray, live.subtracting(here).filter({ isIndex($0, level) }) != .none {
      let elements = try visitElements(
        &tokenizer, level: level, live.subtracting(here), keeping: keeps)
      value = keeps ? .array(elements) : nil
    } else if keeps {
      value = try tokenizer.readValue(startingWith: token, names: .any)
    } else {
      try tokenizer.skipValue(startingWith: token)
    }
    settle(here, value, start..<tokenizer.offset)
    return value
  }

  /// Reads the members of an object that some picks lead into.
  private mutating func visitMembers(
    _ tokenizer: inout JSONTokenizer, level: Int, _ live: JSONPickSet, keeping: Bool
  ) throws(JSONError) -> [JSONMember] {
    var members: [JSONMember] = []
    var seen = JSONPickSet.none
    while try nextName(&tokenizer, keeping: keeping) {
      let matching = live.filter { Self.equal(picks[$0].path[level], tokenizer.text) }
      if !matching.isDisjoint(with: seen) { throw repeated(matching, at: level) }
      seen.formUnion(matching)
      let name = keeping ? String(decoding: tokenizer.text, as: UTF8.self) : nil
      let captures = keeping || needsValue(matching, at: level + 1)
      let first = try tokenizer.next(capturing: captures)
      // Most members are of no pick.
      if matching == .none, !keeping {
        try tokenizer.skipValue(startingWith: first)
        continue
      }
      let value = try visit(&tokenizer, first, level: level + 1, matching, keeping: keeping)
      if let name, let value { members.append(JSONMember(name, value)) }
    }
    return members
  }

  /// Reads the elements of an array that some picks lead into, by their numbers.
  private mutating func visitElements(
    _ tokenizer: inout JSONTokenizer, level: Int, _ live: JSONPickSet, keeping: Bool
  ) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    var index = 0
    while true {
      let name = String(index)
      let matching = live.filter { picks[$0].path[level] == name }
      let captures = keeping || needsValue(matching, at: level + 1)
      let first = try tokenizer.next(capturing: captures)
      if first == .endArray { return elements }
      let value = try visit(&tokenizer, first, level: level + 1, matching, keeping: keeping)
      if keeping, let value { elements.append(value) }
      index += 1
    }
  }

  /// Whether a pick's name at a level can be the number of an element.
  private func isIndex(_ pick: Int, _ level: Int) -> Bool {
    picks[pick].path[level].utf8.allSatisfy { $0.isDigit }
  }

  /// Reads the name of the next member; false at the end of the object.
  ///
  /// A name that is longer than all that are looked for is not kept whole: one of 25 MB would be
  /// the largest thing in memory.
  private func nextName(_ tokenizer: inout JSONTokenizer, keeping: Bool) throws(JSONError) -> Bool {
    if !keeping { tokenizer.textLimit = longestName }
    let token = try tokenizer.next(capturing: true)
    tokenizer.textLimit = tokenizer.room
    return token == .name
  }

  /// Notes what was found for the picks that end at a value.
  private mutating func settle(_ here: JSONPickSet, _ value: JSONValue?, _ span: Range<Int>) {
    for index in picks.indices where here.contains(index) {
      switch picks[index].form {
      case .value: results[index] = value.map { .value($0) } ?? .missing
      case .span: results[index] = .span(span)
      }
    }
  }

  /// Whether a value that `level` names lead to is picked as a value.
  private func needsValue(_ live: JSONPickSet, at level: Int) -> Bool {
    live.filter { picks[$0].form == .value && picks[$0].path.count == level } != .none
  }

  private func repeated(_ matching: JSONPickSet, at level: Int) -> JSONError {
    let path = picks[matching.first].path
    return .repeatedName(path: path[...level].joined(separator: "."))
  }

  private static func equal(_ name: String, _ text: [UInt8]) -> Bool {
    name.utf8.count == text.count && name.utf8.elementsEqual(text)
  }
}
