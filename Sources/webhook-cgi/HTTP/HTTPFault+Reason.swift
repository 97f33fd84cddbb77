extension HTTPFault {
  /// What is wrong, in a few words for the log.
  var reason: String {
    requestLineReason ?? fieldReason ?? framingReason ?? bodyReason
  }

  private var requestLineReason: String? {
    switch self {
    case .badRequestLine: "request line is not method, target and version"
    case .badMethod: "method is not a token"
    case .badTarget: "request target is not a path or an http URL"
    case .badVersion: "no HTTP version in the request line"
    case .unsupportedVersion: "HTTP version is neither 1.0 nor 1.1"
    case .requestLineTooLong: "request line too long"
    default: nil
    }
  }

  private var fieldReason: String? {
    switch self {
    case .headTooLarge: "header section too large"
    case .tooManyFields: "too many header fields"
    case .headNotWhole: "header section ends in the wrong place"
    case .bareLineEnd: "CR or LF alone"
    case .controlByte: "control byte in the header section"
    case .foldedField: "folded header field"
    case .badFieldName: "malformed header field name"
    case .underscoreInFieldName: "underscore in a header field name"
    case .repeatedField: "header field given more than once"
    case .joinedField: "comma in a header field that has one value"
    case .missingHost: "no Host"
    case .repeatedHost: "more than one Host"
    case .badHost: "malformed Host"
    default: nil
    }
  }

  private var framingReason: String? {
    switch self {
    case .tabInFraming: "tab in Content-Length or Transfer-Encoding"
    case .badContentLength: "malformed Content-Length"
    case .repeatedContentLength: "more than one Content-Length"
    case .lengthAndTransferEncoding: "both Content-Length and Transfer-Encoding"
    case .transferEncodingBeforeHTTP11: "Transfer-Encoding in HTTP/1.0"
    case .badTransferEncoding: "ambiguous Transfer-Encoding"
    case .unknownTransferCoding: "unknown transfer coding"
    case .unknownExpectation: "unknown expectation"
    default: nil
    }
  }

  private var bodyReason: String {
    switch self {
    case .bodyTooLarge: "body too large"
    case .badChunk: "malformed chunk"
    case .chunkExtensionTooLarge: "chunk extensions too large"
    case .trailerTooLarge: "trailer section too large"
    case .framingInTrailer: "Content-Length or Transfer-Encoding behind the body"
    case .cutShort: "request ends too early"
    case .badFormEscape: "malformed percent escape in the form"
    case .repeatedPayload: "form has more than one payload field"
    case .jsonAsForm: "JSON that is called a form"
    case .formTooLarge: "form too large"
    default: "malformed request"
    }
  }
}
