import Testing

@testable import Common

struct JSONPickerTests {
  static let document = #"{"a": 1, "b": {"c": "x", "d": [1, {"c": 2}], "e": {}}, "f": null}"#

  static let values: [(path: [String], value: String?)] = [
    (["a"], "1"), (["b", "c"], "\"x\""), (["b", "d"], "[1, {\"c\": 2}]"), (["b", "e"], "{}"),
    (["f"], "null"), (["b"], #"{"c": "x", "d": [1, {"c": 2}], "e": {}}"#), ([], document),
    (["c"], nil), (["b", "a"], nil), (["b", "d", "c"], nil), (["a", "c"], nil),
    (["f", "c"], nil), (["b", "e", "c"], nil), (["A"], nil), ([""], nil), (["b.c"], nil),
    (["b", "d", "0"], "1"), (["b", "d", "1"], #"{"c": 2}"#), (["b", "d", "1", "c"], "2"),
    (["b", "d", "2"], nil), (["b", "d", "01"], nil), (["b", "d", "-1"], nil),
    (["b", "d", ""], nil), (["b", "0"], nil), (["b", "d", "0", "0"], nil),
  ]

  static let repeated: [(text: String, pick: [String], path: String?)] = [
    (#"{"a":1,"a":2}"#, ["a"], "a"),
    (#"{"a":1,"\u0061":2}"#, ["a"], "a"),
    (#"{"a":1,"a":{"b":1}}"#, ["a", "b"], "a"),
    (#"{"a":{"b":1,"b":1}}"#, ["a", "b"], "a.b"),
    (#"{"a":{"b":1,"b":1}}"#, ["a"], nil),
    (#"{"a":{"b":1,"b":1}}"#, ["a", "c"], nil),
    (#"{"c":1,"c":2,"a":1}"#, ["a"], nil),
    (#"{"c":{"a":1,"a":2},"a":1}"#, ["a"], nil),
    (#"{"a":{"a":1},"b":{"a":1}}"#, ["a"], nil),
    (#"[{"a":1,"a":2}]"#, ["a"], nil),
    (#"[{"a":1,"a":2}]"#, ["0", "a"], "0.a"),
    (#"[{"a":1,"a":2},{"a":1}]"#, ["1", "a"], nil),
  ]

  static let tops: [(text: String, top: JSONPicking.Top)] = [
    ("{}", .object), (" [{}] ", .array), ("1", .other), ("\"{}\"", .other), ("null", .other),
  ]

  @Test(arguments: values)
  func aValueIsPickedByItsPath(path: [String], value: String?) throws {
    let picking = try pick([JSONPick(path, .value)], Self.document)
    let expected = try value.map { try JSONValue.parse(Array($0.utf8)) }
    #expect(picking[0] == expected.map { .value($0) } ?? .missing)
    #expect(picking[0].value == expected)
  }

  @Test(arguments: values)
  func aSpanIsThePlaceOfTheValue(path: [String], value: String?) throws {
    let picking = try pick([JSONPick(path, .span)], " \n" + Self.document + " ")
    let bytes = Array((" \n" + Self.document + " ").utf8)
    #expect(picking[0].span.map { Array(bytes[$0]) } == value.map { Array($0.utf8) })
  }

  @Test func allPicksAreFoundInOnePass() throws {
    let picks = Self.values.flatMap { [JSONPick($0.path, .value), JSONPick($0.path, .span)] }
    let picking = try pick(picks, Self.document)
    for (index, pick) in picks.enumerated() {
      #expect(try self.pick([pick], Self.document)[0] == picking[index])
    }
  }

  /// A name is cut in memory, never for the comparison.
  @Test func aLongNameIsNoShorterOne() throws {
    for tail in ["b", "\\u0062", "é", String(repeating: "b", count: 100_000)] {
      let text = #"{"a\#(tail)":1,"a":2,"x":{"aa\#(tail)":3}}"#
      var reader = JSONReader(JSONBytes(Array(text.utf8)), bufferSize: 16)
      let picking = try JSONPicker([JSONPick(["a"], .value)]).pick(from: &reader)
      #expect(picking[0].value == .number("2"))
    }
  }

  @Test func thereMayBe64Picks() throws {
    let names = (0..<JSONPicker.limit).map { "n\($0)" }
    let text = "{" + names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
    let picking = try pick(names.map { JSONPick([$0], .value) }, text)
    #expect(picking.results.map { $0.value?.asString } == names)
    #expect(try pick([], text).results.isEmpty)
  }

  @Test(arguments: repeated)
  func aNameRepeatedOnThePathIsRefused(text: String, pick: [String], path: String?) throws {
    for form in [JSONPick.Form.value, .span] {
      let picks = [JSONPick(["z"], .value), JSONPick(pick, form)]
      if let path {
        #expect(throws: JSONError.repeatedName(path: path)) { try self.pick(picks, text) }
      } else {
        #expect(throws: Never.self) { try self.pick(picks, text) }
      }
    }
  }

  @Test func aRepeatedNameInsideAPickedValueIsKept() throws {
    let value = try pick([JSONPick(["a"], .value)], #"{"a":{"b":1,"b":2}}"#)[0].value
    #expect(value == .object([JSONMember("b", .number("1")), JSONMember("b", .number("2"))]))
    #expect(value?["b"] == .number("2"))
  }

  @Test(arguments: tops)
  func theKindOfTheDocumentIsSaid(text: String, top: JSONPicking.Top) throws {
    #expect(try pick([JSONPick(["a"], .value)], text).top == top)
    #expect(try pick([], text).top == top)
    #expect(try pick([JSONPick([], .value)], text).top == top)
  }

  @Test(arguments: ["{\"a\":1", "{\"a\":1} x", "{\"a\":1,\"b\":[01]}", "", "{\"a\":1}\u{0}"])
  func whatIsNotPickedIsCheckedToo(text: String) throws {
    let error = try #require(JSONTrace(text).error)
    #expect(throws: error) { try self.pick([JSONPick(["a"], .value)], text) }
  }

  /// The name 65,536 bytes into the document is cut by the first refill.
  @Test(arguments: 65_520...65_540)
  func spansAreExactAcrossRefills(padding: Int) throws {
    let text =
      "{\"x\":\"" + String(repeating: "é ", count: padding / 3)
      + String(repeating: "y", count: padding % 3) + "\",\"payload\": {\"é\": [1, 2]} }"
    let bytes = Array(text.utf8)
    var reader = JSONReader(JSONBytes(bytes))
    let picker = JSONPicker([JSONPick(["payload"], .span), JSONPick(["payload", "é"], .value)])
    let picking = try picker.pick(from: &reader)
    #expect(try bytes[#require(picking[0].span)].elementsEqual("{\"é\": [1, 2]}".utf8))
    #expect(picking[1].value == .array([.number("1"), .number("2")]))
  }

  static let large = [
    #"{"a":[[],[],[],[],[],[],[],[],[],[],[],[],[],[],[],[]]}"#,
    #"{"a":{"":0,"":0,"":0,"":0,"":0,"":0,"":0,"":0}}"#,
    #"{"a":"\#(String(repeating: "x", count: 1100))"}"#,
  ]

  /// Small text can need much memory.
  @Test(arguments: large)
  func whatIsPickedHasABound(text: String) throws {
    for (form, room, isRefused) in [
      (JSONPick.Form.value, 1000, true), (.value, 1300, false), (.span, 0, false),
    ] {
      var reader = JSONReader(JSONBytes(Array(text.utf8)))
      let picker = JSONPicker([JSONPick(["a"], form)])
      let result = Result { () throws(JSONError) in try picker.pick(from: &reader, room: room) }
      #expect((result == .failure(.tooLarge)) == isRefused, "\(form) \(room)")
    }
  }

  /// Picks with every size of buffer up to that of the document, and says what all agree on.
  private func pick(_ picks: [JSONPick], _ text: String) throws -> JSONPicking {
    let bytes = Array(text.utf8)
    var whole = JSONReader(JSONBytes(bytes))
    let result = Result { () throws(JSONError) in try JSONPicker(picks).pick(from: &whole) }
    for size in 1...min(max(1, bytes.count), 80) {
      var reader = JSONReader(JSONBytes(bytes), bufferSize: size)
      #expect(
        result == Result { () throws(JSONError) in try JSONPicker(picks).pick(from: &reader) })
    }
    return try result.get()
  }
}
