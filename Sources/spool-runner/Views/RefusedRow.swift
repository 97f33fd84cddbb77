internal import Common

extension RefusedRequest {
  static let titles = ["TIME", "STATUS", "SOURCE", "REMOTE", "REASON"]

  /// Its line for a person.
  var row: [String] {
    [shortTime, status.map(String.init) ?? "-", source ?? "-", remote ?? "-", reason ?? "-"]
  }

  /// Its line for a script.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("time", time)
    writer.name("status")
    if let status { writer.integer(status) } else { writer.null() }
    writer.member("source", source)
    writer.member("remote", remote)
    writer.member("reason", reason)
    writer.member("correlation_id", correlationID)
    writer.endObject()
  }

  /// `2026-11-20 10:15:02` of `2026-11-20T10:15:02.123456Z`.
  private var shortTime: String {
    let text = Array(time.utf8)
    guard text.count >= 19, text[10] == UInt8(ascii: "T") else { return time }
    return String(decoding: text[..<10] + [0x20] + text[11..<19], as: UTF8.self)
  }
}
