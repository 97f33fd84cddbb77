internal import Common

/// A text with places that an event's values are put into: `deploy {{repository}}`.
struct Template: Equatable, Sendable {
  enum Part: Equatable, Sendable {
    case text(String)

    /// `{{path}}`, or `{{path?}}`, which may be empty.
    case value(EventPath, isOptional: Bool)

    /// `{{secret.NAME}}`
    case secret(String)
  }

  let parts: [Part]

  /// Reads a template; `{{` always begins a place.
  init(_ text: String) throws(GrammarFault) {
    var parts: [Part] = []
    var rest = text.utf8[...]
    while let open = Self.find(UInt8(ascii: "{"), in: rest) {
      let inner = rest[rest.index(open, offsetBy: 2)...]
      guard let close = Self.find(UInt8(ascii: "}"), in: inner) else {
        throw GrammarFault(found: "{{ without its }}", expected: "{{path}}")
      }
      if open != rest.startIndex { parts.append(.text(String(Substring(rest[..<open])))) }
      parts.append(try Self.place(String(Substring(inner[..<close]))))
      rest = inner[inner.index(close, offsetBy: 2)...]
    }
    if !rest.isEmpty { parts.append(.text(String(Substring(rest)))) }
    self.parts = parts
  }

  /// Every path it needs.
  var paths: [EventPath] {
    parts.compactMap { part in
      if case .value(let path, _) = part { path } else { nil }
    }
  }

  /// The names of the secrets it needs.
  var secrets: [String] {
    parts.compactMap { part in
      if case .secret(let name) = part { name } else { nil }
    }
  }

  /// Whether the sender decides how the result begins.
  var beginsWithTemplate: Bool {
    switch parts.first {
    case .value, .secret: true
    case .text, nil: false
    }
  }

  /// Whether it is the same for every event.
  var isLiteral: Bool { paths.isEmpty && secrets.isEmpty }

  /// Where the first two such braces in a row begin.
  private static func find(_ brace: UInt8, in text: Substring.UTF8View) -> String.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == brace, next < text.endIndex, text[next] == brace { return index }
      index = next
    }
    return nil
  }

  /// Reads what stands between the braces.
  private static func place(_ text: String) throws(GrammarFault) -> Part {
    let space = UInt8(ascii: " ")
    var inner = text.utf8.drop { $0 == space }
    while inner.last == space { inner.removeLast() }
    let isOptional = inner.last == UInt8(ascii: "?")
    if isOptional { inner.removeLast() }
    let path = try EventPath(String(Substring(inner)))
    switch path.names[0] {
    case "secret" where path.names.count == 2 && !isOptional: return .secret(path.names[1])
    case "secret": throw GrammarFault(found: "{{\(text)}}", expected: "{{secret.NAME}}")
    case "steps": throw GrammarFault(unsupported: "{{\(text)}}")
    default:
      return .value(try EventPath(event: String(Substring(inner))), isOptional: isOptional)
    }
  }
}
