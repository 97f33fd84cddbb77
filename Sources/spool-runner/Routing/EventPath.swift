internal import Common

/// The way to one value of an event: the names that lead there, from the outermost.
///
/// Written `payload.pull_request.number`; a name that has a dot itself needs the other form, an
/// array of names as JSON has it: `["payload", "app.kubernetes.io/name"]`. An element of an array goes
/// by its number: `images.0.tag`.
struct EventPath: Sendable {
  let names: [String]

  /// The members of an event file that a route may ask for (`docs/INTERNALS.md`).
  static let members = [
    "source", "event", "action", "repository", "number", "sender", "delivery", "verified", "remote",
    "id", "received", "traceparent", "original_id", "images", "payload", "headers",
  ]

  init(names: [String]) {
    self.names = names
  }

  /// Reads a path inside any object; its names are the sender's, so all but empty ones will do.
  init(_ text: String) throws(GrammarFault) {
    names = text.utf8.first == UInt8(ascii: "[") ? Self.array(text) : Self.dotted(text)
    if names.isEmpty || names.contains("") {
      throw GrammarFault(
        found: "\"\(text)\"", expected: "names with dots between them, or an array of names")
    }
  }

  /// Reads a path of an event, which begins with one of its members.
  ///
  /// Names of headers are in lower case, as they are in the event file.
  init(event text: String) throws(GrammarFault) {
    let path = try EventPath(text)
    switch (path.names[0], path.names.count) {
    case ("payload", _), ("images", _):
      self = path
    case ("headers", 2):
      self = EventPath(names: ["headers", path.names[1].lowercased()])
    case ("headers", _):
      throw GrammarFault(found: "\"\(text)\"", expected: "headers and one header's name")
    case (let member, 1) where Self.members.contains(member):
      self = path
    case (let member, _) where Self.members.contains(member):
      throw GrammarFault(found: "\"\(text)\"", expected: "\(member) alone, which is no object")
    case (let member, _):
      let guess = Spelling.nearest(to: member, among: Self.members)
      let known = guess.map { "\"\($0)\"" } ?? Self.members.joined(separator: ", ")
      throw GrammarFault(found: "\"\(text)\"", expected: "a path that begins with \(known)")
    }
  }

  private static func dotted(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func array(_ text: String) -> [String] {
    guard case .array(let elements) = try? JSONValue.parse(Array(text.utf8)) else { return [] }
    return elements.map { $0.asString ?? "" }
  }
}

extension EventPath: Hashable {
  /// Bytes are compared, as the picker compares them: two spellings of one accent are two names.
  static func == (left: EventPath, right: EventPath) -> Bool {
    left.names.elementsEqual(right.names) { $0.utf8.elementsEqual($1.utf8) }
  }

  func hash(into hasher: inout Hasher) {
    for name in names {
      for byte in name.utf8 { hasher.combine(byte) }
      hasher.combine(0xff as UInt8)
    }
  }
}

extension EventPath: CustomStringConvertible {
  /// The path as it may be written, dotted if it can be.
  var description: String {
    let isDotted = names.allSatisfy {
      !$0.utf8.contains(UInt8(ascii: ".")) && $0.utf8.first != UInt8(ascii: "[")
    }
    if isDotted { return names.joined(separator: ".") }
    var writer = JSONWriter()
    writer.value(.array(names.map { .string($0) }))
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
