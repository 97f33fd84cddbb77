/// What a request asks for: the target as sent, and its path and query.
///
/// Percent escapes stay as they are.
struct RequestTarget: Equatable, Sendable {
  /// The target, byte for byte.
  let text: String
  /// The target's path, without scheme, authority and query; never empty.
  let path: String
  /// What follows the first question mark, or nil.
  let query: String?

  /// Reads origin-form, or absolute-form with http or https (RFC 9112 section 3.2).
  ///
  /// Authority-form and asterisk-form belong to CONNECT and OPTIONS and are refused. So are a
  /// fragment and every byte outside visible ASCII.
  init(parsing bytes: Span<UInt8>) throws(HTTPFault) {
    var question: Int?
    for index in bytes.indices {
      let byte = bytes[index]
      guard byte > .space, byte < 0x7f, byte != UInt8(ascii: "#") else { throw .badTarget }
      if byte == UInt8(ascii: "?"), question == nil { question = index }
    }
    let pathEnd = question ?? bytes.count
    let pathStart = try Self.pathStart(in: bytes.extracting(0..<pathEnd))
    text = String(bytes, 0..<bytes.count)
    path = pathStart == pathEnd ? "/" : String(bytes, pathStart..<pathEnd)
    query = question.map { String(bytes, ($0 + 1)..<bytes.count) }
  }

  private static func pathStart(in bytes: Span<UInt8>) throws(HTTPFault) -> Int {
    if bytes.count > 0, bytes[0] == UInt8(ascii: "/") { return 0 }
    guard let authority = bytes.length(ofPrefix: "http://") ?? bytes.length(ofPrefix: "https://")
    else {
      throw .badTarget
    }
    var end = authority
    while end < bytes.count, bytes[end] != UInt8(ascii: "/") { end += 1 }
    guard end > authority, bytes[authority] != UInt8(ascii: ":"),
      bytes.extracting(authority..<end).isAuthority
    else { throw .badTarget }
    return end
  }
}
