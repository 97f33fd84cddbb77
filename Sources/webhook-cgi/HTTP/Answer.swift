/// What a sender is told: a status, a body, and a few header fields.
struct Answer: Equatable, Sendable {
  /// A header field beside the fixed ones, such as Allow or Retry-After.
  struct Field: Equatable, Sendable {
    let name: String
    let value: String
  }

  let status: Int
  var body: [UInt8] = []
  var contentType = "application/json"
  var fields: [Field] = []

  /// The interim answer to `Expect: 100-continue` (RFC 9110 section 15.2.1).
  static var continueBytes: [UInt8] { Array("HTTP/1.1 100 Continue\r\n\r\n".utf8) }

  /// The answer as an HTTP/1.1 message, after which the connection closes.
  ///
  /// To HEAD it has the same fields and no body (RFC 9110 section 9.3.2).
  func httpBytes(toHead isHead: Bool = false) -> [UInt8] {
    bytes(firstLine: "HTTP/1.1 ", connection: "Connection: close\r\n", isHead)
  }

  /// The answer as a CGI document response (RFC 3875 section 6.2.1).
  ///
  /// It begins with Status, at 200 too, and leaves the connection to the web server. To HEAD it has
  /// no body (section 4.3.3).
  func cgiBytes(toHead isHead: Bool = false) -> [UInt8] {
    bytes(firstLine: "Status: ", connection: "", isHead)
  }

  private func bytes(
    firstLine: StaticString, connection: StaticString, _ isHead: Bool
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + body.count)
    bytes.append(firstLine)
    bytes.appendText("\(status) ")
    bytes.append(HTTPStatus.reason(status))
    bytes.append("\r\n")
    bytes.append("X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n")
    bytes.append(connection)
    for field in fields { bytes.append(field) }
    guard HTTPStatus.hasBody(status) else {
      bytes.append("\r\n")
      return bytes
    }
    bytes.append(Field(name: "Content-Type", value: contentType))
    bytes.append(Field(name: "Content-Length", value: "\(body.count)"))
    bytes.append("\r\n")
    if !isHead { bytes.append(contentsOf: body) }
    return bytes
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  fileprivate mutating func appendText(_ text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a field line; control bytes are left out, so that no value can begin a new line.
  fileprivate mutating func append(_ field: Answer.Field) {
    appendText(field.name)
    append(": ")
    append(contentsOf: field.value.utf8.lazy.filter { $0.isFieldText })
    append("\r\n")
  }
}
