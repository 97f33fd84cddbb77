internal import Common

extension EventName {
  /// The event type as the sender wrote it; one that was cut ends in `~`.
  var eventType: String {
    if event == "=" { return "" }
    var bytes: [UInt8] = []
    var rest = event.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "="), let decoded = Self.byte(rest.prefix(2)) else {
        bytes.append(byte)
        continue
      }
      bytes.append(decoded)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func byte(_ digits: Substring.UTF8View) -> UInt8? {
    digits.count == 2 ? UInt8(String(decoding: digits, as: UTF8.self), radix: 16) : nil
  }
}
