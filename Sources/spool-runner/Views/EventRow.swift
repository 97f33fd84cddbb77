internal import Common

extension EventEntry {
  static let titles = ["RECEIVED", "STATE", "SOURCE", "EVENT", "ID"]

  /// Its line for a person.
  var row: [String] {
    guard let name else { return ["-", "dropped", "-", "-", file] }
    return [
      HumanText.time(name.id.moment), state.rawValue, name.source, name.eventType,
      name.id.description,
    ]
  }

  /// Its line for a script.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", name?.id.description)
    writer.member("state", state.rawValue)
    writer.member("source", name?.source)
    writer.member("event", name?.eventType)
    writer.member("received", name?.id.moment.text)
    writer.member("file", file)
    writer.endObject()
  }
}
