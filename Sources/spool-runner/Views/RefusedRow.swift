internal import Common

extension RefusedRequest {
  static let titles = [
    "TIME", "STATUS", "SOURCE", "REMOTE", "BYTES", "SECRETS", "CLOCK", "ID", "REASON",
  ]

  /// Its line for a person.
  var row: [String] {
    [
      shortTime, Self.cell(status), source ?? "-", remote ?? "-", Self.cell(bytes),
      Self.cell(secretsTried), clock, correlationID ?? "-",
      [reason, noMore].compactMap { $0 }.joined(separator: "; "),
    ]
  }

  private static func cell(_ number: Int?) -> String { number.map(String.init) ?? "-" }

  /// `+312 s`: our clock is ahead of the signed time.
  private var clock: String {
    guard let clockDifference else { return "-" }
    return "\(clockDifference > 0 ? "+" : "")\(clockDifference) s"
  }

  /// Its line for a script.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("time", time)
    writer.optional("status", status)
    writer.member("source", source)
    writer.member("remote", remote)
    writer.member("reason", reason)
    writer.optional("bytes", bytes)
    writer.optional("secrets_tried", secretsTried)
    writer.optional("clock_difference", clockDifference)
    writer.member("correlation_id", correlationID)
    writer.member("no_more", noMore)
    writer.endObject()
  }

  /// `2026-11-20 10:15:02` of `2026-11-20T10:15:02.123456Z`.
  private var shortTime: String {
    let text = Array(time.utf8)
    guard text.count >= 19, text[10] == UInt8(ascii: "T") else { return time }
    return String(decoding: text[..<10] + [0x20] + text[11..<19], as: UTF8.self)
  }
}

extension JSONWriter {
  /// Adds a number, or null where it is not known.
  fileprivate mutating func optional(_ name: String, _ number: Int?) {
    self.name(name)
    if let number { integer(number) } else { null() }
  }
}
