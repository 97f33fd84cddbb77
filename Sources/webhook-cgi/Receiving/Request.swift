/// One request up to its body.
struct Request {
  let method: String
  /// Without the query, as it came.
  let path: String
  let headers: HeaderList
  /// The peer's address, `unix` for a local socket, nil when nobody says.
  let remote: String?
  let framing: BodyFraming
  /// The client waits for `100 Continue` before it sends the body.
  let expectsContinue: Bool
  /// Bytes of the body that came with the head.
  let early: [UInt8]
}
