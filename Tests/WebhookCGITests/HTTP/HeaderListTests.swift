import Testing

@testable import webhook_cgi

struct HeaderListTests {
  @Test func aRepeatedFieldHasNoSingleValue() throws {
    let list = try HeaderList(
      parsing: Array("X-A: 1\r\nX-B: 2, 3\r\nx-a: 4\r\n\r\n".utf8), from: 0)
    #expect(list.values("X-A") == [[0x31], [0x34]])
    #expect(list.first("x-a") == [0x31])
    #expect(throws: HTTPFault.repeatedField) { try list.single("x-a") }
    #expect(try list.single("x-b") == Array("2, 3".utf8))
    #expect(throws: HTTPFault.joinedField) { try list.single("x-b", mayHoldComma: false) }
    #expect(try list.single("x") == nil)
    #expect(list.values("x-ab") == [])
  }

  static let variables: [(variable: String, value: String, field: HeaderField?)] = [
    ("HTTP_X_GITHUB_EVENT", "push", field("x-github-event", "push")),
    ("HTTP_X_HUB_SIGNATURE_256", " a ", field("x-hub-signature-256", "a")),
    ("HTTP_EMPTY", "", field("empty", "")),
    ("HTTP_HOST", "x", field("host", "x")),
    ("CONTENT_TYPE", "application/json", field("content-type", "application/json")),
    ("CONTENT_LENGTH", "12", field("content-length", "12")),
    ("CONTENT_TYPE", "", nil),
    ("CONTENT_LENGTH", "", nil),
    ("HTTP_CONTENT_TYPE", "text/plain", field(HeaderList.contentTypeTwin, "text/plain")),
    ("HTTP_CONTENT_LENGTH", "13", nil),
    ("HTTP_TRANSFER_ENCODING", "chunked", nil),
    ("HTTP_", "x", nil),
    ("HTTPS", "on", nil),
    ("REQUEST_METHOD", "POST", nil),
    ("", "x", nil),
  ]

  @Test(arguments: variables)
  func aVariableStandsForAFieldOrForNone(
    variable: String, value: String, field: HeaderField?
  ) throws {
    let list = try HeaderList(environment: [(variable, value)])
    #expect(Array(list) == (field.map { [$0] } ?? []))
  }

  @Test func aVariableWithAControlByteIsRefused() {
    #expect(throws: HTTPFault.controlByte) {
      try HeaderList(environment: [("HTTP_X", "a\r\nB: c")])
    }
  }

  @Test func aVariableGivenTwiceIsARepeatedField() throws {
    let list = try HeaderList(environment: [("HTTP_X", "a"), ("HTTP_X", "b")])
    #expect(throws: HTTPFault.repeatedField) { try list.single("x") }
  }

  private static func field(_ name: String, _ value: String) -> HeaderField {
    HeaderField(name: name, value: Array(value.utf8))
  }
}
