internal import Common

extension EventValues {
  /// Reads the values of some paths out of an event file; nil when the file is damaged.
  ///
  /// Only these values are in memory, however large the event is.
  static func read(
    _ path: String, _ paths: [EventPath], _ files: any FileSystem
  ) throws(SystemError) -> EventValues? {
    let file = try files.open(path)
    defer { files.close(file) }
    return try read(file, paths, files)
  }

  static func read(
    _ file: Descriptor, _ paths: [EventPath], _ files: any FileSystem
  ) throws(SystemError) -> EventValues? {
    if paths.isEmpty { return EventValues() }
    let picks = paths.map { JSONPick($0.names, .value) }
    guard let results = try FilePicks.read(file, picks, files) else { return nil }
    var values = EventValues()
    for (path, result) in zip(paths, results) {
      if let value = result.value { values.set(path, value) }
    }
    return values
  }
}
