extension BodyFraming {
  /// Returns if the Transfer-Encoding fields together say `chunked` and nothing else.
  ///
  /// Another coding is one we do not know (501, RFC 9112 section 6.1). `chunked` twice, or
  /// before another coding, leaves the end of the body open (section 6.3).
  static func checkChunked(_ values: [[UInt8]]) throws(HTTPFault) {
    var isChunked = false
    var isUnknown = false
    for value in values {
      var start = 0
      while start <= value.count {
        let end = value[start...].firstIndex(of: UInt8(ascii: ",")) ?? value.count
        let coding = value.span.extracting(value.span.trimmed(start..<end))
        guard !isChunked, coding.isCoding else { throw .badTransferEncoding }
        isChunked = coding.isText("chunked")
        isUnknown = isUnknown || !isChunked
        start = end + 1
      }
    }
    if isUnknown { throw .unknownTransferCoding }
  }
}

extension Span where Element == UInt8 {
  /// Whether the bytes are the bare name of a transfer coding.
  ///
  /// Parameters are refused: `chunked` has none (RFC 9112 section 7.1).
  fileprivate var isCoding: Bool {
    for index in indices {
      guard self[index].isTokenByte else { return false }
    }
    return count > 0
  }
}
