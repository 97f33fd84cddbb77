internal import Common

extension OwedRoutes {
  static let file = "owed"
  private static let draft = ".owed"
  private static let longest = 1 << 20

  /// What the spool remembers; nothing when there is no such file, or it is damaged.
  static func read(_ spool: Spool) throws(SystemError) -> OwedRoutes {
    do {
      let bytes = try spool.files.contents(spool.path(.state, file), limit: longest) ?? []
      return (try? JSONValue.parse(bytes)).map(OwedRoutes.init) ?? OwedRoutes()
    } catch {
      if error.isMissing { return OwedRoutes() }
      throw error
    }
  }

  /// Writes all of it in one step; after that it survives a power cut.
  func write(_ spool: Spool) throws(SystemError) {
    let files = spool.files
    let (path, draft) = (spool.path(.state, Self.file), spool.path(.state, Self.draft))
    if isEmpty { return try files.removeIfPresent(path) }
    try files.removeIfPresent(draft)
    let file = try files.create(draft, permissions: 0o640)
    defer { files.close(file) }
    try files.write(bytes, to: file)
    try files.sync(file, .owedBytes)
    try files.rename(draft, to: path)
    try files.sync(folder: spool.path(.state), .owedPlaced)
  }

  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    write(to: &writer)
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// The members `owed` and `missed`.
  func write(to writer: inout JSONWriter) {
    writer.name("owed")
    writer.beginArray()
    for debt in debts { write(debt, &writer) }
    writer.endArray()
    writer.name("missed")
    writer.beginArray()
    for missed in missed {
      writer.beginObject()
      writer.member("route", missed.route.description)
      writer.strings("events", missed.events.map(\.description))
      writer.member("more", missed.more)
      writer.endObject()
    }
    writer.endArray()
  }

  private func write(_ debt: Debt, _ writer: inout JSONWriter) {
    writer.beginObject()
    switch debt.debtor {
    case .route(let route): writer.member("route", route.description)
    case .file(let file, let seen):
      writer.member("file", file)
      writer.strings("seen", seen.map(\.description))
    }
    writer.member("from", debt.from.description)
    writer.endObject()
  }

  private init(_ value: JSONValue) {
    for entry in value["owed"]?.elements ?? [] {
      guard let from = entry["from"]?.asString.flatMap({ EventID($0) }) else { continue }
      if let route = entry["route"]?.asString.flatMap({ SpoolWord($0) }) {
        debts.append(Debt(debtor: .route(route), from: from))
      } else if let file = entry["file"]?.asString {
        let seen = (entry["seen"]?.elements ?? []).compactMap { $0.asString }
        debts.append(Debt(debtor: .file(file, seen: seen.compactMap { SpoolWord($0) }), from: from))
      }
    }
    for entry in value["missed"]?.elements ?? [] {
      guard let route = entry["route"]?.asString.flatMap({ SpoolWord($0) }) else { continue }
      let events = (entry["events"]?.elements ?? []).compactMap { $0.asString }
      missed.append(
        Missed(
          route: route, events: events.compactMap { EventName($0) },
          more: entry["more"]?.asInteger ?? 0))
    }
  }
}

extension JSONValue {
  fileprivate var elements: [JSONValue]? { if case .array(let all) = self { all } else { nil } }
}

extension JSONWriter {
  fileprivate mutating func strings(_ name: String, _ texts: [String]) {
    self.name(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}
