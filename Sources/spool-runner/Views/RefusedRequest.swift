internal import Common

/// A request that was refused, as the journal tells it.
struct RefusedRequest: Equatable {
  let time: String
  let status: Int?
  let source: String?
  let remote: String?
  let reason: String?
  let correlationID: String?

  /// Nil for a line that is no such JSON.
  init?(_ line: [UInt8]) {
    guard let value = try? JSONValue.parse(line), let time = value["time"]?.asString else {
      return nil
    }
    self.time = time
    status = value["status"]?.asInteger
    source = value["source"]?.asString
    remote = value["remote"]?.asString
    reason = value["reason"]?.asString
    correlationID = value["correlation_id"]?.asString
  }

  /// Those of today and yesterday, at most `limit`, the newest first.
  static func newest(
    in spool: Spool, now: Moment, source: SpoolWord?, limit: Int
  ) throws(SystemError) -> [RefusedRequest] {
    let days = [now.day, now.adding(milliseconds: -86_400_000).day]
    var found: [RefusedRequest] = []
    for day in days where found.count < limit {
      // With a filter, how many lines are needed is known only after reading them.
      let lines = try JournalDay(day, of: spool).last(source == nil ? limit : .max / 2, "refused")
      found += lines.compactMap { RefusedRequest($0) }.filter { request in
        source.map { request.source == $0.description } ?? true
      }
    }
    return Array(found.prefix(limit))
  }
}
