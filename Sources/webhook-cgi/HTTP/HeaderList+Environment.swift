extension HeaderList {
  /// Makes the list from the variables of a CGI program.
  init(environment: some Sequence<(String, String)>) throws(HTTPFault) {
    self.init()
    for (name, value) in environment {
      try append(variable: name.utf8.span, value: value.utf8.span)
    }
  }

  /// Adds the header field that a CGI variable stands for, if it stands for one.
  ///
  /// `HTTP_X_GITHUB_EVENT` is `x-github-event` (RFC 3875 section 4.1.18). `CONTENT_TYPE` and
  /// `CONTENT_LENGTH` count only under these names, as some servers give them twice, and empty
  /// means absent (sections 4.1.2, 4.1.3); `HTTP_CONTENT_TYPE` stays as `contentTypeTwin`. `HTTP_TRANSFER_ENCODING` is left out: the server has
  /// already taken the coding off. Control bytes are a fault here as in a head.
  mutating func append(variable: Span<UInt8>, value: Span<UInt8>) throws(HTTPFault) {
    guard let start = Self.nameStart(in: variable), start > 0 || value.count > 0 else { return }
    for index in value.indices {
      guard value[index].isFieldText else { throw .controlByte }
    }
    var name: [UInt8] = []
    name.reserveCapacity(variable.count)
    if start > 0, variable.isText("http_content_type") { name.append(UInt8(ascii: ":")) }
    for index in start..<variable.count {
      let byte = variable[index]
      name.append(byte == UInt8(ascii: "_") ? UInt8(ascii: "-") : byte.foldedCase)
    }
    // A length is digits and nothing else (RFC 3875, section 4.1.2).
    let isLength = variable.isText("content_length")
    let range = isLength ? 0..<value.count : value.trimmed(0..<value.count)
    append(name: name.span, value: value.extracting(range))
  }

  /// The name under which `HTTP_CONTENT_TYPE` stays, which no field can have.
  ///
  /// Of two fields a web server puts another one there than into `CONTENT_TYPE`, or both.
  static let contentTypeTwin = ":content-type"

  /// Refuses a request that had two content types, of which the server gave us one.
  func checkContentType() throws(HTTPFault) {
    for index in indices where isNamed(Self.contentTypeTwin, at: index) {
      guard value(at: index) == first("content-type") ?? [] else { throw .repeatedField }
    }
  }

  /// Where in the variable's name the field's name begins, or nil if it names no field.
  private static func nameStart(in variable: Span<UInt8>) -> Int? {
    if variable.isText("content_type") || variable.isText("content_length") { return 0 }
    guard variable.count > 5, let start = variable.length(ofPrefix: "http_") else { return nil }
    let rest = variable.extracting(start..<variable.count)
    let isTaken = rest.isText("content_length") || rest.isText("transfer_encoding")
    return isTaken ? nil : start
  }
}
