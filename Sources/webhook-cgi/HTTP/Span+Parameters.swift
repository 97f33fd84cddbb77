extension Span where Element == UInt8 {
  /// Where the spaces and tabs that begin at `start` end.
  func spaceEnd(from start: Int) -> Int {
    var index = start
    while index < count, self[index].isOptionalSpace { index += 1 }
    return index
  }

  /// Where the token that begins at `start` ends; `start` itself if none does.
  func tokenEnd(from start: Int) -> Int {
    var index = start
    while index < count, self[index].isTokenByte { index += 1 }
    return index
  }

  /// Where a token or quoted string ends, or nil if neither begins at `start`.
  func valueEnd(from start: Int) -> Int? {
    guard start < count, self[start] == UInt8(ascii: "\"") else {
      let end = tokenEnd(from: start)
      return end > start ? end : nil
    }
    var index = start + 1
    while index < count, self[index] != UInt8(ascii: "\"") {
      index += self[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index < count ? index + 1 : nil
  }
}
