internal import Common

extension RejectedEntry {
  static let titles = ["CHANGED", "FILE", "REASON"]

  /// Its line for a person.
  var row: [String] { [HumanText.time(changed), file, reason ?? "-"] }

  /// Its line for a script.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("file", file)
    writer.member("changed", changed.text)
    writer.member("reason", reason)
    writer.endObject()
  }

  private var changed: Moment { Moment(microseconds: modified * 1_000_000) }
}
