import Testing

@testable import Common

struct JSONReaderTests {
  static let tokens: [(text: String, tokens: [JSONToken], texts: [String])] = [
    ("{}", [.beginObject, .endObject, .end], ["", "", ""]),
    (" [ ] ", [.beginArray, .endArray, .end], ["", "", ""]),
    ("[true,false , null]", [.beginArray, .true, .false, .null, .endArray, .end], []),
    (
      #"{"a":[1,{"b":"c"}],"d":-0.5e+10}"#,
      [
        .beginObject, .name, .beginArray, .number, .beginObject, .name, .string, .endObject,
        .endArray, .name, .number, .endObject, .end,
      ],
      ["", "a", "", "1", "", "b", "c", "", "", "d", "-0.5e+10", "", ""]
    ),
    ("1e400", [.number, .end], ["1e400", ""]),
    ("-0", [.number, .end], ["-0", ""]),
    ("0.0E-0", [.number, .end], ["0.0E-0", ""]),
    (#""\"\\\/\b\f\n\r\t""#, [.string, .end], ["\"\\/\u{8}\u{c}\n\r\t", ""]),
    (#""\u0041\u00e9\u20AC\ud83d\ude00""#, [.string, .end], ["Aé€😀", ""]),
    (#""\ud800""#, [.string, .end], ["\u{fffd}", ""]),
    (#""\ud800x\udc00""#, [.string, .end], ["\u{fffd}x\u{fffd}", ""]),
    (#""\ud800\ud83d\ude00""#, [.string, .end], ["\u{fffd}😀", ""]),
    (#""\ud800\n\ud800\u0041""#, [.string, .end], ["\u{fffd}\n\u{fffd}A", ""]),
    (#""\ud800\ud800\"""#, [.string, .end], ["\u{fffd}\u{fffd}\"", ""]),
    ("\"\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}\"", [.string, .end], []),
  ]

  static let refused: [(text: String, line: Int, column: Int, reason: String)] = [
    ("", 1, 1, "expected a value, found the end"),
    (" \n ", 2, 2, "expected a value, found the end"),
    ("\u{feff}1", 1, 1, "expected a value, found byte 0xEF"),
    ("1 2", 1, 3, "expected nothing after the value, found '2'"),
    ("01", 1, 2, "expected nothing after the value, found '1'"),
    ("[01]", 1, 3, "expected a comma or ']', found '1'"),
    ("-", 1, 2, "expected a digit, found the end"),
    ("-a", 1, 2, "expected a digit, found 'a'"),
    ("1.", 1, 3, "expected a digit, found the end"),
    ("1e+", 1, 4, "expected a digit, found the end"),
    ("1e+-1", 1, 4, "expected a digit, found '-'"),
    ("+1", 1, 1, "expected a value, found '+'"),
    (".5", 1, 1, "expected a value, found '.'"),
    ("NaN", 1, 1, "expected a value, found 'N'"),
    ("nul", 1, 4, "expected null, found the end"),
    ("trub", 1, 4, "expected true, found 'b'"),
    ("[1,]", 1, 4, "expected a value, found ']'"),
    ("[,1]", 1, 2, "expected a value, found ','"),
    ("[1}", 1, 3, "expected a comma or ']', found '}'"),
    ("[", 1, 2, "expected a value, found the end"),
    ("{", 1, 2, "expected a name in quotes, found the end"),
    ("{]", 1, 2, "expected a name in quotes, found ']'"),
    ("{,}", 1, 2, "expected a name in quotes, found ','"),
    ("{a:1}", 1, 2, "expected a name in quotes, found 'a'"),
    (#"{"a" 1}"#, 1, 6, "expected a colon, found '1'"),
    (#"{"a"}"#, 1, 5, "expected a colon, found '}'"),
    (#"{"a":}"#, 1, 6, "expected a value, found '}'"),
    (#"{"a":1,}"#, 1, 8, "expected a name in quotes, found '}'"),
    (#"{"a":1]"#, 1, 7, "expected a comma or '}', found ']'"),
    ("{\n\"a\":\n 1\n x", 4, 2, "expected a comma or '}', found 'x'"),
    ("]", 1, 1, "expected a value, found ']'"),
    ("[1] // no", 1, 5, "expected nothing after the value, found '/'"),
    ("/* no */ 1", 1, 1, "expected a value, found '/'"),
    ("'a'", 1, 1, "expected a value, found '''"),
    (#""a"#, 1, 3, "expected '\"', found the end"),
    (#""\"#, 1, 3, "expected an escape character, found the end"),
    (#""\x""#, 1, 3, "expected an escape character, found 'x'"),
    (#""\u12g4""#, 1, 6, "expected a hexadecimal digit, found 'g'"),
    (#""\ud800\""#, 1, 10, "expected '\"', found the end"),
    ("\"a\tb\"", 1, 3, "a control character in a string must be escaped, found byte 0x09"),
    ("\"a\nb\"", 1, 3, "a control character in a string must be escaped, found byte 0x0A"),
    ("[\u{c}1]", 1, 2, "expected a value, found byte 0x0C"),
    ("[1\u{a0}]", 1, 3, "expected a comma or ']', found byte 0xC2"),
  ]

  static let invalidUTF8: [(bytes: [UInt8], reason: String)] = [
    ([0x80], "a follower alone"), ([0xc3], "a character cut short"),
    ([0xc0, 0xaf], "overlong in two bytes"), ([0xc1, 0xbf], "overlong in two bytes"),
    ([0xe0, 0x9f, 0xbf], "overlong in three bytes"), ([0xf0, 0x8f, 0xbf, 0xbf], "in four"),
    ([0xed, 0xa0, 0x80], "a surrogate"), ([0xed, 0xbf, 0xbf], "a surrogate"),
    ([0xf4, 0x90, 0x80, 0x80], "beyond U+10FFFF"), ([0xf5, 0x80, 0x80, 0x80], "far beyond"),
    ([0xff], "no UTF-8 at all"), ([0xe2, 0x82, 0x41], "a wrong third byte"),
    ([0xf0, 0x9f, 0x98, 0xc0], "a wrong fourth byte"), ([0xe2, 0xc2, 0x80], "a wrong second"),
  ]

  @Test(arguments: tokens)
  func aDocumentIsItsTokens(text: String, tokens: [JSONToken], texts: [String]) {
    let trace = JSONTrace(text)
    #expect(trace.error == nil)
    #expect(trace.tokens == tokens)
    if !texts.isEmpty { #expect(trace.texts == texts) }
    #expect(JSONTrace(JSONDrip(Array(text.utf8))) == trace)
    #expect(JSONTrace(JSONDrip(Array(text.utf8)), capturing: false) == trace.withoutText)
  }

  @Test(arguments: refused)
  func aBrokenDocumentIsRefusedWhereItBreaks(
    text: String, line: Int, column: Int, reason: String
  ) {
    let trace = JSONTrace(text)
    #expect(trace.error == .syntax(line: line, column: column, reason: reason))
    #expect(JSONTrace(JSONDrip(Array(text.utf8))) == trace)
    #expect(JSONTrace(JSONDrip(Array(text.utf8)), capturing: false) == trace.withoutText)
  }

  @Test(arguments: invalidUTF8)
  func textThatIsNotUTF8IsRefused(bytes: [UInt8], reason: String) {
    let document = [UInt8.quote] + bytes + [.quote]
    for trace in [JSONTrace(JSONBytes(document)), JSONTrace(JSONDrip(document))] {
      guard case .syntax(_, _, "a string must be valid UTF-8") = trace.error else {
        Issue.record("\(reason): \(String(describing: trace.error))")
        continue
      }
    }
  }

  @Test(arguments: 0...0x10)
  func everyCharacterIsRead(plane: UInt32) {
    let scalars = (plane << 16..<(plane + 1) << 16).compactMap(Unicode.Scalar.init)
      .filter { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let trace = JSONTrace("\"\(String(text))\"")
    #expect(trace.error == nil)
    #expect(trace.steps.first.map { $0.text.unicodeScalars.elementsEqual(scalars) } == true)
  }

  /// The search for the end of plain text looks at eight bytes at a time.
  @Test(arguments: 0..<20, [0x00, 0x1f, 0x22, 0x5c, 0x80, 0xff] as [UInt8])
  func aSpecialByteIsSeenAtEveryPlace(place: Int, byte: UInt8) {
    for filler in [UInt8(0x20), 0x21, 0x23, 0x5b, 0x5d, 0x7f] {
      var text = [UInt8](repeating: filler, count: 20)
      text[place] = byte
      #expect(text.withUnsafeBytes { JSONPlainText.length(of: $0) } == place)
    }
  }

  @Test(arguments: ["[", "{\"a\":"], [JSONDialect.strict, .config])
  func depth256IsReadAnd257Refused(opening: String, dialect: JSONDialect) {
    func nested(_ depth: Int) -> [UInt8] {
      let closing = opening == "[" ? "]" : "}"
      let openings = String(repeating: opening, count: depth - 1) + String(opening.prefix(1))
      return Array((openings + String(repeating: closing, count: depth)).utf8)
    }
    #expect(JSONTrace(JSONBytes(nested(256)), dialect: dialect).error == nil)
    #expect(JSONTrace(JSONBytes(nested(257)), dialect: dialect).error == .tooDeep)
    #expect(throws: Never.self) { try JSONValue.parse(nested(256), dialect: dialect) }
    #expect(throws: JSONError.tooDeep) { try JSONValue.parse(nested(257), dialect: dialect) }
  }

  /// Whether a level is an object is remembered in words of 64 levels.
  @Test func mixedLevelsAreRememberedAcrossAllDepths() throws {
    let isObject = (0..<256).map { ($0 * 7 + $0 / 64) % 3 == 0 }
    let opening = isObject.map { $0 ? "{\"a\":" : "[" }.joined()
    let closing = isObject.reversed().map { $0 ? "}" : "]" }
    #expect(JSONTrace(opening + "1" + closing.joined()).error == nil)
    for level in closing.indices {
      var wrong = closing
      wrong[level] = wrong[level] == "}" ? "]" : "}"
      #expect(JSONTrace(opening + "1" + wrong.joined()).error != nil)
    }
  }

  @Test func aFailedInputIsUnreadableAndKnowsWhy() throws {
    let bytes = Array(#"{"a": [1, "two"]}"#.utf8)
    for count in 0..<bytes.count {
      var reader = JSONReader(JSONDrip(bytes, failsAfter: count))
      #expect(throws: JSONError.unreadable) {
        while try reader.next() != .end {}
      }
      #expect(reader.input.reason == "the sender went away")
    }
  }

  @Test func theEndIsSaidAgain() throws {
    var reader = JSONReader(JSONBytes(Array("1".utf8)))
    #expect(try reader.next() == .number)
    for _ in 0..<3 { #expect(try reader.next() == .end) }
  }

  @Test func tokensKnowTheirPlace() throws {
    let steps = JSONTrace(#" { "é" : [ 12 , "x\u0041" ] } "#).steps
    let places = steps.map { [$0.start, $0.end] }
    #expect(
      places == [
        [1, 2], [3, 7], [10, 11], [12, 14], [17, 26], [27, 28], [29, 30], [31, 31],
      ])
  }
}
