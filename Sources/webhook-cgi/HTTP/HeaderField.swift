/// One header field: its name in lower case, and its value as it was sent.
struct HeaderField: Equatable, Sendable {
  let name: String
  /// The value's bytes; they need not be UTF-8.
  let value: [UInt8]
}
