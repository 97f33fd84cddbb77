import Testing

@testable import webhook_cgi

struct AnswerTests {
  @Test func anAnswerOverHTTPClosesTheConnection() {
    let answer = Answer(status: 200, body: Array("{}".utf8))
    #expect(
      text(answer.httpBytes()) == """
        HTTP/1.1 200 OK\r
        X-Content-Type-Options: nosniff\r
        Cache-Control: no-store\r
        Connection: close\r
        Content-Type: application/json\r
        Content-Length: 2\r
        \r
        {}
        """)
  }

  @Test func aCGIAnswerBeginsWithItsStatus() {
    let answer = Answer(status: 503, fields: [.init(name: "Retry-After", value: "30")])
    #expect(
      text(answer.cgiBytes()) == """
        Status: 503 Service Unavailable\r
        X-Content-Type-Options: nosniff\r
        Cache-Control: no-store\r
        Retry-After: 30\r
        Content-Type: application/json\r
        Content-Length: 0\r
        \r

        """)
  }

  @Test func anAnswerWithoutContentHasNoBody() {
    let answer = text(Answer(status: 204, body: [0x78]).httpBytes())
    #expect(answer.hasPrefix("HTTP/1.1 204 No Content\r\n"))
    #expect(!answer.contains("Content-Length"))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test func aFieldCannotBeginANewLine() {
    let field = Answer.Field(name: "Allow", value: "POST\r\nX: y\0")
    let answer = text(Answer(status: 405, fields: [field]).httpBytes())
    #expect(answer.contains("\r\nAllow: POSTX: y\r\n"))
  }

  @Test func theBodyIsSentAsItIs() {
    let body: [UInt8] = [0, 0xff, 13, 10]
    #expect(Answer(status: 400, body: body).httpBytes().suffix(4) == body[...])
  }

  static let reasons: [(status: Int, reason: String)] = [
    (202, "Accepted"), (401, "Unauthorized"), (405, "Method Not Allowed"), (409, "Conflict"),
    (422, "Unprocessable Content"), (431, "Request Header Fields Too Large"), (299, "Success"),
    (399, "Redirection"), (418, "Client Error"), (599, "Server Error"),
  ]

  @Test(arguments: reasons)
  func aStatusHasAReason(status: Int, reason: String) {
    #expect(text(Answer(status: status).cgiBytes()).hasPrefix("Status: \(status) \(reason)\r\n"))
  }

  @Test func theInterimAnswerIsAHeadAlone() {
    #expect(text(Answer.continueBytes) == "HTTP/1.1 100 Continue\r\n\r\n")
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
