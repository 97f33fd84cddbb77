extension JSONTokenizer {
  /// Reads a string from its first quote to its last.
  mutating func readString(_ capturing: Bool) throws(JSONError) {
    window.advance()
    while true {
      let isKept = capturing && text.count <= textLimit
      let plain = window.takePlain()
      if isKept, !plain.isEmpty { text.append(contentsOf: plain) }
      guard let byte = try window.peek() else { throw unexpected(nil, instead: "'\"'") }
      switch byte {
      case .quote:
        window.advance()
        return
      case .backslash:
        window.advance()
        try readEscape(isKept)
      case 0x80...: try readSequence(byte, isKept)
      case 0..<0x20:
        throw syntax("a control character in a string must be escaped, found \(byte.shown)")
      // What was plain is at the beginning of a new window.
      default: continue
      }
    }
  }

  /// Reads a character that is not ASCII.
  private mutating func readSequence(_ first: UInt8, _ capturing: Bool) throws(JSONError) {
    guard let lead = UTF8Lead(first) else { throw notUTF8 }
    if capturing { text.append(first) }
    window.advance()
    var allowed = lead.second
    for _ in 0..<lead.followers {
      guard let byte = try window.peek(), allowed.contains(byte) else { throw notUTF8 }
      if capturing { text.append(byte) }
      window.advance()
      allowed = 0x80...0xbf
    }
  }

  private var notUTF8: JSONError {
    syntax("a string must be valid UTF-8")
  }
}
