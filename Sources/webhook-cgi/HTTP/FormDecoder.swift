/// Finds the field `payload` in a form as it arrives, and takes the form's coding off it.
///
/// GitHub, Gitea and Forgejo send the JSON in this field when a hook is set to send forms.
struct FormDecoder: Sendable {
  private static let wanted: StaticString = "payload"

  private enum Part {
    case name, payload, otherValue
  }

  private var part = Part.name
  private var escape = FormEscape()
  /// How many bytes of the wanted name have been seen, or nil once the name is another.
  private var matched: Int? = 0
  /// Whether the field has been seen.
  private(set) var hasPayload = false

  /// Appends what the input holds of the payload to the output.
  ///
  /// The output grows by at most the input's length. A second payload is a fault: which of the two
  /// was signed for, and which is read, must not depend on the reader.
  mutating func feed(_ input: Span<UInt8>, into output: inout [UInt8]) throws(HTTPFault) {
    var index = 0
    while index < input.count {
      if part != .name, !escape.isOpen {
        let end = Self.plainEnd(in: input, from: index)
        if part == .payload { output.append(input, index..<end) }
        index = end
        guard index < input.count else { return }
      }
      try take(input[index], into: &output)
      index += 1
    }
  }

  /// Ends the form.
  mutating func finish() throws(HTTPFault) {
    guard !escape.isOpen else { throw .badFormEscape }
    if part == .name { try endName() }
  }

  private mutating func take(_ byte: UInt8, into output: inout [UInt8]) throws(HTTPFault) {
    let endsName = part == .name && byte == UInt8(ascii: "=")
    guard byte == UInt8(ascii: "&") || endsName else {
      guard let decoded = try escape.decode(byte) else { return }
      switch part {
      case .name: match(decoded)
      case .payload: output.append(decoded)
      case .otherValue: break
      }
      return
    }
    guard !escape.isOpen else { throw .badFormEscape }
    if part == .name { try endName() }
    if !endsName { beginName() }
  }

  private mutating func match(_ byte: UInt8) {
    guard let count = matched else { return }
    let isNext = count < Self.wanted.utf8CodeUnitCount && Self.wanted.utf8Start[count] == byte
    matched = isNext ? count + 1 : nil
  }

  private mutating func beginName() {
    part = .name
    matched = 0
  }

  private mutating func endName() throws(HTTPFault) {
    guard matched == Self.wanted.utf8CodeUnitCount else {
      part = .otherValue
      return
    }
    guard !hasPayload else { throw .repeatedPayload }
    hasPayload = true
    part = .payload
  }

  /// Where the bytes that stand for themselves in a value end.
  private static func plainEnd(in input: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < input.count {
      let byte = input[index]
      if byte == UInt8(ascii: "%") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "&") {
        break
      }
      index += 1
    }
    return index
  }
}
