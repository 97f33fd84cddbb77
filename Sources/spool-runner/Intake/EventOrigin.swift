internal import Common

/// What an event file says of where it came from.
struct EventOrigin: Equatable {
  let source: SpoolWord
  let event: String
  let delivery: String?

  /// Nil when the file is no event file.
  static func read(_ path: String, _ files: any FileSystem) throws(SystemError) -> EventOrigin? {
    let file = try files.open(path)
    defer { files.close(file) }
    return try read(file, files)
  }

  static func read(_ file: Descriptor, _ files: any FileSystem) throws(SystemError)
    -> EventOrigin?
  {
    let paths = [["source"], ["event"], ["delivery"]]
    guard let values = try FilePicks.read(file, paths.map { JSONPick($0, .value) }, files),
      let source = values[0].value?.asString.flatMap({ SpoolWord($0) }),
      let event = values[1].value?.asString
    else { return nil }
    return EventOrigin(source: source, event: event, delivery: values[2].value?.asString)
  }

  /// What it is known by in the ledger; nil for an event without a delivery id.
  var key: DeliveryKey? { delivery.map { DeliveryKey(source: source, delivery: $0) } }
}
