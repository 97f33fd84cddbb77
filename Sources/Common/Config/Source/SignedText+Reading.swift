extension SignatureRule {
  /// Whether what is signed on one side of the body can be read in one way only.
  ///
  /// Signed is the text alone, not where a value in it ends: `a.b.c` is `{x}.{y}` with `a.b` and `c`,
  /// and with `a` and `b.c`. So from both ends values are taken off that cannot hold what
  /// separates them from the next one; at most one may be left.
  var hasOneReading: Bool {
    Self.hasOneReading(signed.before, ends) && Self.hasOneReading(signed.behind, ends)
  }

  /// Whether a text ends a value that stands right beside it.
  private func ends(_ value: SignedValue, _ text: [UInt8]) -> Bool {
    if value == time?.value { return text.contains { !$0.isDigit } }
    if case .field = value, let separator, text.contains(separator) { return true }
    // What no header field can hold (RFC 9110, section 5.5).
    return text.contains { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }
  }

  private static func hasOneReading(
    _ parts: [SignedText.Part], _ ends: (SignedValue, [UInt8]) -> Bool
  ) -> Bool {
    var rest = parts[...]
    while let (value, text) = rest.dropText(), ends(value, text) { rest = rest.dropFirst(2) }
    rest = ArraySlice(rest.reversed())
    while let (value, text) = rest.dropText(), ends(value, text) { rest = rest.dropFirst(2) }
    return rest.count { $0.isValue } < 2
  }
}

extension ArraySlice<SignedText.Part> {
  /// Takes off a text at the beginning; returns the value and the text that follow, if they do.
  fileprivate mutating func dropText() -> (SignedValue, [UInt8])? {
    if case .text = first { self = dropFirst() }
    guard case .value(let value) = first, case .text(let text) = dropFirst().first else {
      return nil
    }
    return (value, text)
  }
}

extension SignedText.Part {
  fileprivate var isValue: Bool {
    if case .value = self { true } else { false }
  }
}
