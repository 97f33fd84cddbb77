/// The media type of a body (RFC 9110 section 8.3.1).
struct ContentType: Equatable, Sendable {
  /// `type/subtype` in lower case, without parameters.
  let essence: String

  /// Whether the body is JSON: `application/json`, or a type with the suffix of RFC 6839.
  var isJSON: Bool { essence == "application/json" || essence.utf8.hasJSONSuffix }

  /// Whether the body is a form whose fields are in the body as in a query.
  var isForm: Bool { essence == "application/x-www-form-urlencoded" }

  /// Reads the value of a Content-Type field, or returns nil if it is malformed.
  ///
  /// Parameters must be well formed and are dropped: JSON is UTF-8 whatever a charset says (RFC
  /// 8259 section 8.1).
  init?(parsing value: [UInt8]) {
    let bytes = value.span
    let typeEnd = bytes.tokenEnd(from: 0)
    guard typeEnd > 0, typeEnd < bytes.count, bytes[typeEnd] == UInt8(ascii: "/") else {
      return nil
    }
    let end = bytes.tokenEnd(from: typeEnd + 1)
    guard end > typeEnd + 1, Self.areParameters(bytes, from: end) else { return nil }
    essence = String(decoding: value[..<end].map { $0.foldedCase }, as: UTF8.self)
  }

  /// Whether semicolons, each perhaps followed by `name=value`, fill the rest (section 5.6.6).
  private static func areParameters(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    var index = bytes.spaceEnd(from: start)
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: ";") else { return false }
      index = bytes.spaceEnd(from: index + 1)
      let nameEnd = bytes.tokenEnd(from: index)
      guard nameEnd > index else { continue }
      guard nameEnd < bytes.count, bytes[nameEnd] == UInt8(ascii: "="),
        let valueEnd = bytes.valueEnd(from: nameEnd + 1)
      else { return false }
      index = bytes.spaceEnd(from: valueEnd)
    }
    return true
  }
}

extension String.UTF8View {
  fileprivate var hasJSONSuffix: Bool { suffix(5).elementsEqual("+json".utf8) }
}
