import Testing

@testable import webhook_cgi

struct ContentTypeTests {
  static let good: [(value: String, essence: String, isJSON: Bool, isForm: Bool)] = [
    ("application/json", "application/json", true, false),
    ("Application/JSON; charset=utf-8", "application/json", true, false),
    ("application/json;charset=\"utf-8; \\\" x\" ; a=b", "application/json", true, false),
    ("application/json;", "application/json", true, false),
    ("application/json ; ;", "application/json", true, false),
    ("application/vnd.github+JSON", "application/vnd.github+json", true, false),
    ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded", false, true),
    (
      "application/x-www-form-urlencoded; charset=utf-8", "application/x-www-form-urlencoded",
      false, true
    ),
    ("text/json", "text/json", false, false),
    ("application/jsonx", "application/jsonx", false, false),
    ("application/+json", "application/+json", true, false),
    ("multipart/form-data; boundary=x", "multipart/form-data", false, false),
  ]

  @Test(arguments: good)
  func theTypeIsRead(value: String, essence: String, isJSON: Bool, isForm: Bool) throws {
    let type = try #require(ContentType(parsing: Array(value.utf8)))
    #expect(type.essence == essence)
    #expect(type.isJSON == isJSON)
    #expect(type.isForm == isForm)
  }

  static let bad = [
    "", "application", "application/", "/json", "application /json", "application/ json",
    "application/json, text/plain", "application/json x", "application/json; charset",
    "application/json; charset=", "application/json; =x", "application/json; a=\"b",
    "application/json; a=\"b\\\"", "application/json; a=b c", "application/jsön",
  ]

  @Test(arguments: bad)
  func aMalformedTypeIsNone(_ value: String) {
    #expect(ContentType(parsing: Array(value.utf8)) == nil)
  }
}
