/// What RFC 9110 section 15 and RFC 6585 say about a status code.
enum HTTPStatus {
  /// The reason phrase; for a code we do not give ourselves, the name of its class.
  static func reason(_ status: Int) -> StaticString {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 411: "Length Required"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: className(status)
    }
  }

  /// Whether an answer with this status has a body (RFC 9110 section 6.4.1).
  static func hasBody(_ status: Int) -> Bool { status != 204 && status != 304 }

  private static func className(_ status: Int) -> StaticString {
    switch status / 100 {
    case 2: "Success"
    case 3: "Redirection"
    case 4: "Client Error"
    default: "Server Error"
    }
  }
}
