/// What a signature covers: the body, and what stands before and behind it.
package struct SignedText: Equatable, Sendable {
  package enum Part: Equatable, Sendable {
    case body
    case value(SignedValue)
    case text([UInt8])
  }

  package let parts: [Part]

  package init(_ parts: [Part]) {
    self.parts = parts
  }

  package static let bodyAlone = SignedText([.body])

  static let expected =
    #"a text with "{body}" once, and perhaps "{header:NAME}" or "{field:NAME}""#

  /// Reads a template such as `{header:X-Time}.{body}`; nil when it is none.
  package init?(template: String) {
    var parts: [Part] = []
    var rest = Array(template.utf8)[...]
    while let first = rest.first {
      if first == UInt8(ascii: "{") {
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")),
          let part = Self.part(String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self))
        else { return nil }
        parts.append(part)
        rest = rest[(end + 1)...]
      } else {
        let text = rest.prefix { $0 != UInt8(ascii: "{") }
        if text.contains(UInt8(ascii: "}")) { return nil }
        parts.append(.text(Array(text)))
        rest = rest[text.endIndex...]
      }
    }
    guard parts.count(where: { $0 == .body }) == 1 else { return nil }
    self.parts = parts
  }

  /// A value with nothing between it and the body; nobody could say where one of them ends.
  var valueBesideBody: SignedValue? {
    guard let body = parts.firstIndex(of: .body) else { return nil }
    for index in [body - 1, body + 1] where parts.indices.contains(index) {
      if case .value(let value) = parts[index] { return value }
    }
    return nil
  }

  package func contains(_ value: SignedValue) -> Bool { parts.contains(.value(value)) }

  private static func part(_ name: String) -> Part? {
    if name == "body" { return .body }
    let words = name.split(separator: ":", maxSplits: 1).map(String.init)
    guard words.count == 2 else { return nil }
    switch words[0] {
    case "header": return FieldName.lowercased(words[1]).map { .value(.header($0)) }
    case "field": return .value(.field(words[1]))
    default: return nil
    }
  }
}

/// A value that is signed with the body.
package enum SignedValue: Equatable, Sendable {
  /// Of this header, in lower case.
  case header(String)
  /// Of the element `NAME=value` in the signature's own header.
  case field(String)
}
