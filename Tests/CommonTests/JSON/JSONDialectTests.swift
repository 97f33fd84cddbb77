import Testing

@testable import Common

struct JSONDialectTests {
  /// The last is the same for both dialects.
  static let accepted: [(text: String, plain: String)] = [
    ("[1,]", "[1]"), ("{\"a\":1,}", "{\"a\":1}"), ("[1 , // one\n]", "[1]"),
    ("[[],{},]", "[[],{}]"), ("// first\n{}", "{}"), ("{} // last", "{}"),
    ("/**/[/***/1/* * / **/]/*\n*/", "[1]"),
    ("{/*a*/\"a\"/*b*/:/*c*/1/*d*/,/*e*/}", "{\"a\":1}"),
    ("[\"// no comment\", \"/* nor this */\"]", "[\"// no comment\",\"/* nor this */\"]"),
  ]

  static let refused: [(text: String, line: Int, column: Int, reason: String)] = [
    ("[,]", 1, 2, "expected a value, found ','"),
    ("[1,,]", 1, 4, "expected a value, found ','"),
    ("{,}", 1, 2, "expected a name in quotes, found ','"),
    ("1,", 1, 2, "expected nothing after the value, found ','"),
    ("[1] / 2", 1, 6, "expected a comment, '//' or '/*', found byte 0x20"),
    ("[1] /* a\n /", 2, 3, "expected '*/', found the end"),
    ("/*/ 1", 1, 6, "expected '*/', found the end"),
    ("/* a\n b */ x", 2, 7, "expected a value, found 'x'"),
    ("// a\n// b\n  x", 3, 3, "expected a value, found 'x'"),
    ("# a\n1", 1, 1, "expected a value, found '#'"),
    ("{a:1}", 1, 2, "expected a name in quotes, found 'a'"),
  ]

  @Test(arguments: accepted)
  func commentsAndLastCommasAreTakenInAConfiguration(text: String, plain: String) throws {
    #expect(
      try JSONValue.parse(Array(text.utf8), dialect: .config)
        == JSONValue.parse(Array(plain.utf8)))
    #expect(
      JSONTrace(JSONDrip(Array(text.utf8)), dialect: .config) == JSONTrace(text, dialect: .config))
  }

  @Test(arguments: accepted.dropLast().map(\.text))
  func theyAreRefusedFromSenders(text: String) {
    #expect(JSONTrace(text).error != nil)
  }

  @Test(arguments: refused)
  func theRestOfTheGrammarHolds(text: String, line: Int, column: Int, reason: String) {
    #expect(
      JSONTrace(text, dialect: .config).error
        == .syntax(line: line, column: column, reason: reason))
  }
}
