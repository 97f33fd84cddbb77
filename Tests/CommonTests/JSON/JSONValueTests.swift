import Testing

@testable import Common

struct JSONValueTests {
  static let repeated: [(text: String, path: String)] = [
    (#"{"a":1,"a":1}"#, "a"),
    (#"{"a":{"b":{"c":1,"d":2,"c":3}}}"#, "a.b.c"),
    (#"[0,{"a":[[],[{"b":1,"b":2}]]}]"#, "[1].a[1][0].b"),
    (#"{"a":1,"\u0061":2}"#, "a"),
    (#"{"":1,"":2}"#, ""),
  ]

  static let integers: [(text: String, number: Int?)] = [
    ("0", 0), ("-0", 0), ("42", 42), ("-7", -7), ("9223372036854775807", .max),
    ("-9223372036854775808", .min), ("9223372036854775808", nil), ("1.0", nil), ("1e3", nil),
    ("\"1\"", nil), ("true", nil),
  ]

  static let kinds: [(text: String, name: String)] = [
    ("null", "null"), ("true", "true or false"), ("1", "a number"), ("\"\"", "a string"),
    ("[]", "an array"), ("{}", "an object"),
  ]

  @Test func aDocumentIsAValue() throws {
    #expect(
      try parse(#"{"b":[true,false,null,1.50,"x"],"a":{}}"#)
        == .object([
          JSONMember(
            "b", .array([.bool(true), .bool(false), .null, .number("1.50"), .string("x")])),
          JSONMember("a", .object([])),
        ]))
  }

  @Test(arguments: repeated)
  func aRepeatedNameIsRefusedWithItsPath(text: String, path: String) {
    #expect(throws: JSONError.repeatedName(path: path)) { try parse(text) }
  }

  @Test(arguments: [2, 15, 16, 17, 18, 40])
  func aRepeatedNameIsFoundAmongFewAndMany(count: Int) throws {
    let names = (0..<count).map { "n\($0)" }
    let object = { (names: [String]) in
      "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
    }
    #expect(throws: Never.self) { try parse(object(names)) }
    for name in names {
      #expect(throws: JSONError.repeatedName(path: name)) { try parse(object(names + [name])) }
    }
  }

  @Test func namesAreComparedByteByByte() throws {
    let value = try parse("{\"\u{e9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{e9}"] == .number("1"))
    #expect(value["e\u{301}"] == .number("2"))
  }

  @Test func theSameNameInTwoObjectsIsNotRepeated() throws {
    #expect(throws: Never.self) { try parse(#"{"a":{"a":{"a":[{"a":1},{"a":2}]}}}"#) }
  }

  @Test(arguments: integers)
  func anIntegerIsExactOrNone(text: String, number: Int?) throws {
    #expect(try parse(text).asInteger == number)
  }

  @Test(arguments: kinds)
  func aKindHasAName(text: String, name: String) throws {
    #expect(try parse(text).kindName == name)
  }

  @Test func aValueIsOnlyWhatItIs() throws {
    let value = try parse(#"{"s":"x","t":true,"f":false}"#)
    #expect(value["s"]?.asString == "x")
    #expect(value["s"]?.asBool == nil)
    #expect(value["t"]?.asBool == true)
    #expect(value["f"]?.asBool == false)
    #expect(value["t"]?.asString == nil)
    #expect(value["x"] == nil)
    #expect(value["s"]?["x"] == nil)
  }

  @Test func errorsAreReadable() {
    #expect(
      "\(JSONError.syntax(line: 2, column: 3, reason: "expected a value"))"
        == "line 2, column 3: expected a value")
    #expect("\(JSONError.tooDeep)" == "objects and arrays are nested more than 256 deep")
    #expect("\(JSONError.repeatedName(path: "a.b"))" == "the name a.b is given more than once")
    #expect("\(JSONError.unreadable)" == "the document could not be read to its end")
  }

  private func parse(_ text: String) throws -> JSONValue {
    try JSONValue.parse(Array(text.utf8))
  }
}
