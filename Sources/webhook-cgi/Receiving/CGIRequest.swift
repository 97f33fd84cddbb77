internal import Common

/// Makes a request of what a web server set in the environment (RFC 3875).
enum CGIRequest {
  static func read(_ environment: ProcessEnvironment) throws(HTTPFault) -> Request {
    var variables: [(String, String)] = []
    environment.forEach(prefixed: ["HTTP_", "CONTENT_"]) { variables.append(($0, $1)) }
    return try read(
      variables, method: environment.value("REQUEST_METHOD"),
      path: environment.value("PATH_INFO"), script: environment.value("SCRIPT_NAME"),
      remote: environment.value("REMOTE_ADDR"))
  }

  /// An empty or missing CONTENT_LENGTH is no body: a host that streams a chunked body sets none,
  /// and reading to the end would wait for a client that keeps its connection.
  static func read(
    _ variables: [(String, String)], method: String?, path: String?, script: String?,
    remote: String?
  ) throws(HTTPFault) -> Request {
    let headers = try HeaderList(environment: variables)
    let info = path ?? ""
    return Request(
      method: method ?? "", path: info.isEmpty ? script ?? "" : info, headers: headers,
      remote: Peer.named(remote), framing: try BodyFraming(length: headers),
      expectsContinue: false, early: [])
  }
}
