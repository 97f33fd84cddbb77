import Testing

@testable import webhook_cgi

struct HTTPHeadTests {
  @Test func aHeadIsReadIntoItsParts() throws {
    let head = try parse(
      "POST /a/b?c=d?e HTTP/1.1\r\nHost: x\r\nX-Hub-Signature-256: \t sha256=ab \t\r\nEmpty:\r\n\r\n"
    )
    #expect(head.method == "POST")
    #expect(head.target == "/a/b?c=d?e")
    #expect(head.path == "/a/b")
    #expect(head.query == "c=d?e")
    #expect(head.version == .http11)
    #expect(head.headers.map(\.name) == ["host", "x-hub-signature-256", "empty"])
    #expect(head.headers.first("X-HUB-signature-256") == Array("sha256=ab".utf8))
    #expect(head.headers.first("empty") == [])
  }

  static let targets: [(target: String, path: String, query: String?)] = [
    ("/", "/", nil),
    ("//x", "//x", nil),
    ("/%2e%2E/%00", "/%2e%2E/%00", nil),
    ("/a?", "/a", ""),
    ("http://host/a?b", "/a", "b"),
    ("HTTPS://host:443/", "/", nil),
    ("http://host", "/", nil),
    ("http://[::1]:80?q", "/", "q"),
    ("/http://x", "/http://x", nil),
  ]

  @Test(arguments: targets)
  func aTargetHasAPathAndAQuery(target: String, path: String, query: String?) throws {
    let head = try parse("GET \(target) HTTP/1.0\r\n\r\n")
    #expect(head.target == target)
    #expect(head.path == path)
    #expect(head.query == query)
  }

  static let requestLines: [(line: String, fault: HTTPFault)] = [
    ("", .badRequestLine),
    ("GET", .badRequestLine),
    ("GET /", .badRequestLine),
    ("GET  HTTP/1.1", .badRequestLine),
    (" GET / HTTP/1.1", .badRequestLine),
    ("GET  / HTTP/1.1", .badTarget),
    ("GET /  HTTP/1.1", .badTarget),
    ("GET / HTTP/1.1 ", .badVersion),
    ("GET\t/ HTTP/1.1", .badRequestLine),
    ("G@T / HTTP/1.1", .badMethod),
    ("GÉT / HTTP/1.1", .badMethod),
    ("GET /a b HTTP/1.1", .badTarget),
    ("GET /a\tb HTTP/1.1", .badTarget),
    ("GET /a#b HTTP/1.1", .badTarget),
    ("GET http://host/a#b HTTP/1.1", .badTarget),
    ("GET host:80 HTTP/1.1", .badTarget),
    ("OPTIONS * HTTP/1.1", .badTarget),
    ("GET \\a HTTP/1.1", .badTarget),
    ("GET http:/host HTTP/1.1", .badTarget),
    ("GET /\u{7f} HTTP/1.1", .badTarget),
    ("GET /ü HTTP/1.1", .badTarget),
    ("GET * HTTP/1.1", .badTarget),
    ("GET a/b HTTP/1.1", .badTarget),
    ("GET ?a HTTP/1.1", .badTarget),
    ("CONNECT host:443 HTTP/1.1", .badTarget),
    ("GET ftp://host/ HTTP/1.1", .badTarget),
    ("GET http:/// HTTP/1.1", .badTarget),
    ("GET http://:80/ HTTP/1.1", .badTarget),
    ("GET http://me@host/ HTTP/1.1", .badTarget),
    ("GET http://host:8x/ HTTP/1.1", .badTarget),
    ("GET / http/1.1", .badVersion),
    ("GET / HTTP/1", .badVersion),
    ("GET / HTTP/1.11", .badVersion),
    ("GET / HTTP/1,1", .badVersion),
    ("GET / HTTP/a.1", .badVersion),
    ("GET / ICEY/1.1", .badVersion),
    ("GET / HTTP/0.9", .unsupportedVersion),
    ("GET / HTTP/1.2", .unsupportedVersion),
    ("GET / HTTP/2.0", .unsupportedVersion),
    ("PRI * HTTP/2.0", .unsupportedVersion),
  ]

  @Test(arguments: requestLines)
  func aMalformedRequestLineIsRefused(line: String, fault: HTTPFault) {
    #expect(throws: fault) { try parse("\(line)\r\nHost: x\r\n\r\n") }
  }

  static let fields: [(field: String, fault: HTTPFault)] = [
    (" X: folded", .foldedField),
    ("\tX: folded", .foldedField),
    ("X : 1", .badFieldName),
    ("X\t: 1", .badFieldName),
    (": 1", .badFieldName),
    ("X", .badFieldName),
    ("X Y: 1", .badFieldName),
    ("X\0: 1", .badFieldName),
    ("Xé: 1", .badFieldName),
    ("X(1): 1", .badFieldName),
    ("X_Hub_Signature_256: 1", .underscoreInFieldName),
    ("X: a\0b", .controlByte),
    ("X: a\u{0b}b", .controlByte),
    ("X: a\u{7f}", .controlByte),
    ("X: a\nY: b", .bareLineEnd),
    ("X: a\rb", .bareLineEnd),
    ("X: a\r\r", .bareLineEnd),
    ("Content-Length:\t3", .tabInFraming),
    ("Transfer-Encoding: chunked\t", .tabInFraming),
    ("Host: y", .repeatedHost),
    ("hOST: x", .repeatedHost),
  ]

  @Test(arguments: fields)
  func aMalformedFieldIsRefused(field: String, fault: HTTPFault) {
    #expect(throws: fault) { try parse("GET / HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n") }
  }

  static let goodHosts = [
    "", "a", "a.example.", "a:80", "a:", "127.0.0.1:1", "[::1]", "[::ffff:1.2.3.4]:443", "a%20b",
    "0.0.0.0=5000", "a_b",
  ]

  @Test(arguments: goodHosts)
  func aWellFormedHostIsTaken(_ host: String) throws {
    let head = try parse("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    #expect(head.headers.first("host") == Array(host.utf8))
  }

  static let badHosts = [
    "a b", "a/b", "me@a", "a:b", "a:80:80", "[::1", "[::1]x", "[]", "[g::]", "a%2", "a%zz",
    "é", "a?b", "http://a", "a\\b",
  ]

  @Test(arguments: badHosts)
  func aMalformedHostIsRefused(_ host: String) {
    #expect(throws: HTTPFault.badHost) { try parse("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n") }
    #expect(throws: HTTPFault.badHost) { try parse("GET / HTTP/1.0\r\nHost: \(host)\r\n\r\n") }
  }

  @Test func onlyHTTP11NeedsAHost() throws {
    #expect(throws: HTTPFault.missingHost) { try parse("GET / HTTP/1.1\r\n\r\n") }
    #expect(try parse("GET / HTTP/1.0\r\n\r\n").version == .http10)
    #expect(throws: HTTPFault.repeatedHost) {
      try parse("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n")
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.0\r\n", "GET / HTTP/1.0\r\n\r\n\r\n", "GET / HTTP/1.0\r\n\r\nx", "",
  ])
  func aHeadThatIsNotWholeIsRefused(_ text: String) {
    #expect(throws: HTTPFault.headNotWhole) { try parse(text) }
  }

  static let expectations: [(fields: String, answer: Bool?)] = [
    ("", false),
    ("Expect: 100-continue\r\n", true),
    ("Expect: 100-Continue\r\n", true),
    ("Expect: 100-continue\r\nExpect: 100-continue\r\n", nil),
    ("Expect: 100-continue, x\r\n", nil),
    ("Expect: 200-ok\r\n", nil),
    ("Expect:\r\n", nil),
  ]

  @Test(arguments: expectations)
  func onlyOneExpectationIsKnown(fields: String, answer: Bool?) throws {
    let head = try parse("POST / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n")
    if let answer {
      #expect(try head.expectsContinue() == answer)
    } else {
      #expect(throws: HTTPFault.unknownExpectation) { try head.expectsContinue() }
    }
  }

  @Test func anHTTP10SenderIsNotToldToContinue() throws {
    let head = try parse("POST / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n")
    #expect(try head.expectsContinue() == false)
  }

  private func parse(_ text: String) throws(HTTPFault) -> HTTPHead {
    try HTTPHead(parsing: Array(text.utf8))
  }
}
