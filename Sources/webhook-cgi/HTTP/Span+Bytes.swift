extension Span where Element == UInt8 {
  /// The prefix's length if the bytes begin with it, whatever their case, else nil.
  func length(ofPrefix prefix: StaticString) -> Int? {
    let length = prefix.utf8CodeUnitCount
    guard count >= length else { return nil }
    for index in 0..<length {
      guard self[index].foldedCase == prefix.utf8Start[index] else { return nil }
    }
    return length
  }

  /// Whether the bytes are this lower-case text, whatever their case.
  func isText(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && length(ofPrefix: text) != nil
  }

  /// The range that is left once spaces and tabs at both ends are cut off.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start].isOptionalSpace { start += 1 }
    while end > start, self[end - 1].isOptionalSpace { end -= 1 }
    return start..<end
  }

  /// Where the line that begins at `start` ends: the index of its CR.
  ///
  /// Only CRLF ends a line. RFC 9112 section 2.2 lets a reader take LF alone, which lets two
  /// readers of one request disagree about its fields.
  func lineEnd(from start: Int) throws(HTTPFault) -> Int {
    for index in start..<count {
      if self[index] == .lineFeed { throw .bareLineEnd }
      guard self[index] == .carriageReturn else { continue }
      guard index + 1 < count, self[index + 1] == .lineFeed else { throw .bareLineEnd }
      return index
    }
    throw .headNotWhole
  }
}

extension String {
  /// Makes text of a range of bytes.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self = bytes.extracting(range).withUnsafeBufferPointer {
      String(decoding: $0, as: UTF8.self)
    }
  }
}

extension [UInt8] {
  /// Appends a range of bytes.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    bytes.extracting(range).withUnsafeBufferPointer { append(contentsOf: $0) }
  }
}
