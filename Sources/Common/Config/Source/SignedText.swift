/// What a signature covers: the body, and what stands before and behind it.
package struct SignedText: Equatable, Sendable {
  package enum Part: Equatable, Sendable {
    case value(SignedValue)
    case text([UInt8])
  }

  package let before: [Part]
  package let behind: [Part]

  package init(before: [Part] = [], behind: [Part] = []) {
    self.before = before
    self.behind = behind
  }

  static let expected =
    #"a text with "{body}" once, and perhaps "{header:NAME}" or "{field:NAME}""#

  /// Reads a template such as `{header:X-Time}.{body}`; nil when it is none.
  package init?(template: String) {
    let text = Array(template.utf8)
    guard let body = Self.placeOfBody(in: text),
      let before = Self.parts(text[..<body.lowerBound]),
      let behind = Self.parts(text[body.upperBound...])
    else { return nil }
    self.init(before: before, behind: behind)
  }

  package var isBodyAlone: Bool { before.isEmpty && behind.isEmpty }

  /// A value with nothing between it and the body; nobody could say where one of them ends.
  var valueBesideBody: SignedValue? {
    for part in [before.last, behind.first] {
      if case .value(let value) = part { return value }
    }
    return nil
  }

  package func contains(_ value: SignedValue) -> Bool {
    before.contains(.value(value)) || behind.contains(.value(value))
  }

  /// The texts that stand between a value and the body, where it is next to it.
  package func ends(of value: SignedValue) -> [[UInt8]] {
    var ends: [[UInt8]] = []
    if before.dropLast().last == .value(value), case .text(let text) = before.last {
      ends.append(text)
    }
    if behind.dropFirst().first == .value(value), case .text(let text) = behind.first {
      ends.append(text)
    }
    return ends
  }

  /// Where `{body}` stands; nil unless that is one place.
  private static func placeOfBody(in text: [UInt8]) -> Range<Int>? {
    let mark = Array("{body}".utf8)
    let places = text.indices.filter { text[$0...].starts(with: mark) }
    return places.count == 1 ? places[0]..<places[0] + mark.count : nil
  }

  private static func parts(_ template: ArraySlice<UInt8>) -> [Part]? {
    var parts: [Part] = []
    var rest = template
    while let first = rest.first {
      if first == UInt8(ascii: "{") {
        guard let end = rest.firstIndex(of: UInt8(ascii: "}")),
          let part = part(String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self))
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
    return parts
  }

  private static func part(_ name: String) -> Part? {
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
