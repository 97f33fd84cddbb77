internal import Common

/// Makes a request of what a web server set in the environment (RFC 3875).
enum CGIRequest {
  static func read(_ environment: ProcessEnvironment) throws(HTTPFault) -> Request {
    var headers = HeaderList()
    var fault: HTTPFault?
    environment.forEach(prefixed: ["HTTP_", "CONTENT_"]) { name, value in
      do throws(HTTPFault) {
        try headers.append(variable: name.utf8.span, value: value.utf8.span)
      } catch {
        fault = fault ?? error
      }
    }
    if let fault { throw fault }
    return try read(
      headers, method: environment.value("REQUEST_METHOD"),
      path: environment.value("PATH_INFO"), script: environment.value("SCRIPT_NAME"),
      remote: environment.value("REMOTE_ADDR"))
  }

  /// An empty or missing CONTENT_LENGTH is no body: a host that streams a chunked body sets none,
  /// and reading to the end would wait for a client that keeps its connection.
  static func read(
    _ headers: HeaderList, method: String?, path: String?, script: String?, remote: String?
  ) throws(HTTPFault) -> Request {
    try headers.checkContentType()
    let info = path ?? ""
    return Request(
      method: method ?? "", path: info.isEmpty ? script ?? "" : info, headers: headers,
      remote: Peer.named(remote), framing: try BodyFraming(length: headers),
      expectsContinue: false, early: [])
  }
}
