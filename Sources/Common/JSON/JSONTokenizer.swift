/// Cuts a JSON document into tokens and checks all of its grammar (RFC 8259).
///
/// Not generic, so that it is compiled once, here; `JSONReader` ties it to an input.
/// After an error nothing more is to be asked of it.
struct JSONTokenizer: ~Copyable {
  /// What the grammar allows next.
  enum Expectation {
    case value
    case firstElement
    case firstName
    case name
    case colon
    case separator
    case nothing
  }

  let dialect: JSONDialect
  var window: JSONWindow

  /// The decoded name or string, or the number's own text, of the last token if captured.
  var text: [UInt8] = []

  /// Of a text that is longer than this not all is captured, but always more than this.
  var textLimit = Int.max

  /// How many bytes of memory the values that are kept may still need.
  var room = Int.max

  /// The offset at which the last token begins.
  private(set) var start = 0
  private var nesting = JSONNesting()
  private var expected = Expectation.value

  init(dialect: JSONDialect, window: consuming JSONWindow) {
    self.dialect = dialect
    self.window = window
  }

  /// The offset at which the last token ends.
  var offset: Int { window.offset }

  /// How many objects and arrays are open.
  var depth: Int { nesting.depth }

  mutating func next(capturing: Bool) throws(JSONError) -> JSONToken {
    if !text.isEmpty { text.removeAll(keepingCapacity: true) }
    var byte = try visibleByte()
    if expected == .separator, byte == .comma {
      window.advance()
      expected = afterComma
      byte = try visibleByte()
    } else if expected == .colon {
      guard byte == .colon else { throw unexpected(byte, instead: "a colon") }
      window.advance()
      expected = .value
      byte = try visibleByte()
    }
    start = window.offset
    switch expected {
    case .nothing where byte == nil: return .end
    case .firstName, .name: return try name(byte, capturing)
    case .firstElement where byte == .closeBracket: return close(.endArray)
    case .value, .firstElement: return try value(byte, capturing)
    case .separator, .colon, .nothing: return try end(byte)
    }
  }

  /// What may follow a comma; where an end may too, that is as after a beginning.
  private var afterComma: Expectation {
    switch dialect {
    case .strict: nesting.isInObject ? .name : .value
    case .config: nesting.isInObject ? .firstName : .firstElement
    }
  }

  private mutating func name(_ byte: UInt8?, _ capturing: Bool) throws(JSONError) -> JSONToken {
    if byte == .closeBrace, expected == .firstName { return close(.endObject) }
    guard byte == .quote else { throw unexpected(byte, instead: "a name in quotes") }
    try readString(capturing)
    expected = .colon
    return .name
  }

  private mutating func value(_ byte: UInt8?, _ capturing: Bool) throws(JSONError) -> JSONToken {
    switch byte {
    case .openBrace: return try open(.beginObject)
    case .openBracket: return try open(.beginArray)
    case .quote:
      try readString(capturing)
      return settle(.string)
    case UInt8(ascii: "t"): return settle(try readLiteral("true", .true))
    case UInt8(ascii: "f"): return settle(try readLiteral("false", .false))
    case UInt8(ascii: "n"): return settle(try readLiteral("null", .null))
    case .some(let first) where first.isDigit || first == UInt8(ascii: "-"):
      try readNumber(capturing)
      return settle(.number)
    default: throw unexpected(byte, instead: "a value")
    }
  }

  private mutating func end(_ byte: UInt8?) throws(JSONError) -> JSONToken {
    if expected == .nothing { throw unexpected(byte, instead: "nothing after the value") }
    if nesting.isInObject {
      guard byte == .closeBrace else { throw unexpected(byte, instead: "a comma or '}'") }
      return close(.endObject)
    }
    guard byte == .closeBracket else { throw unexpected(byte, instead: "a comma or ']'") }
    return close(.endArray)
  }

  private mutating func open(_ token: JSONToken) throws(JSONError) -> JSONToken {
    try nesting.open(isObject: token == .beginObject)
    window.advance()
    expected = token == .beginObject ? .firstName : .firstElement
    return token
  }

  private mutating func close(_ token: JSONToken) -> JSONToken {
    nesting.close()
    window.advance()
    return settle(token)
  }

  /// Notes that a value has ended.
  private mutating func settle(_ token: JSONToken) -> JSONToken {
    expected = nesting.depth == 0 ? .nothing : .separator
    return token
  }
}
