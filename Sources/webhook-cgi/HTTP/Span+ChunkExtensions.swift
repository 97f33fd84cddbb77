extension Span where Element == UInt8 {
  /// Whether the bytes are chunk extensions and nothing else (RFC 9112 section 7.1.1).
  ///
  /// We know none and drop all. But what is not one, another reader may take for the end of the
  /// line.
  var areChunkExtensions: Bool {
    var index = 0
    while index < count {
      index = spaceEnd(from: index)
      guard index < count, self[index] == UInt8(ascii: ";") else { return false }
      let name = spaceEnd(from: index + 1)
      index = tokenEnd(from: name)
      guard index > name else { return false }
      let equals = spaceEnd(from: index)
      guard equals < count, self[equals] == UInt8(ascii: "=") else { continue }
      guard let end = valueEnd(from: spaceEnd(from: equals + 1)) else { return false }
      index = end
    }
    return true
  }
}
