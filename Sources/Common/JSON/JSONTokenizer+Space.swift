extension JSONTokenizer {
  /// Skips what has no meaning and returns the byte after it, not consumed; nil at the end.
  ///
  /// In the compact documents that senders make, every token begins at once.
  @inline(__always)
  mutating func visibleByte() throws(JSONError) -> UInt8? {
    if let byte = try window.peek(), byte > UInt8(ascii: " "), byte != .slash { return byte }
    return try byteBehindSpace()
  }

  @inline(never)
  private mutating func byteBehindSpace() throws(JSONError) -> UInt8? {
    while let byte = try window.peek() {
      switch byte {
      case .lineFeed: window.advanceLine()
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): window.advance()
      case .slash where dialect == .config: try skipComment()
      default: return byte
      }
    }
    return nil
  }

  private mutating func skipComment() throws(JSONError) {
    window.advance()
    let kind = try window.peek()
    guard kind == .slash || kind == .asterisk else {
      throw unexpected(kind, instead: "a comment, '//' or '/*'")
    }
    window.advance()
    if kind == .slash { try skipLine() } else { try skipBlock() }
  }

  /// Skips to the end of the line, which may be that of the document.
  private mutating func skipLine() throws(JSONError) {
    while let byte = try window.peek(), byte != .lineFeed {
      window.advance()
    }
  }

  /// Skips to the first `*/`; such comments do not nest.
  private mutating func skipBlock() throws(JSONError) {
    var wasAsterisk = false
    while let byte = try window.peek() {
      if byte == .lineFeed { window.advanceLine() } else { window.advance() }
      if wasAsterisk, byte == .slash { return }
      wasAsterisk = byte == .asterisk
    }
    throw unexpected(nil, instead: "'*/'")
  }
}
