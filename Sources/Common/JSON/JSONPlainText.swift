/// The search for the end of plain text inside a JSON string.
enum JSONPlainText {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Returns how many bytes come before a quote, a backslash, a control character or a byte that
  /// is not ASCII.
  ///
  /// Eight bytes at a time: most of a large body is the inside of strings.
  @inline(__always)
  static func length(of text: UnsafeRawBufferPointer) -> Int {
    guard let start = text.baseAddress else { return 0 }
    var index = 0
    while index &+ 8 <= text.count {
      let word = UInt64(littleEndian: start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found = special(word)
      if found != 0 { return index &+ found.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < text.count, isPlain(start.load(fromByteOffset: index, as: UInt8.self)) {
      index &+= 1
    }
    return index
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != .quote && byte != .backslash
  }

  /// Marks the high bit of each byte that is not plain.
  ///
  /// A borrow may mark a byte above a marked one by mistake, so only the lowest mark counts.
  @inline(__always)
  private static func special(_ word: UInt64) -> UInt64 {
    let quotes = word ^ (ones &* UInt64(UInt8.quote))
    let backslashes = word ^ (ones &* UInt64(UInt8.backslash))
    let belowSpace = (word &- ones &* 0x20) & ~word
    let isQuote = (quotes &- ones) & ~quotes
    let isBackslash = (backslashes &- ones) & ~backslashes
    return (word | belowSpace | isQuote | isBackslash) & highBits
  }
}
