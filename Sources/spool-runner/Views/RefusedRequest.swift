internal import Common

/// A request that was refused, as the journal tells it.
struct RefusedRequest: Equatable {
  let time: String
  let status: Int?
  let source: String?
  let remote: String?
  let reason: String?
  /// How much of the body was read until then.
  let bytes: Int?
  /// How many secrets were tried, where the refusal came of that.
  let secretsTried: Int?
  /// Seconds by which our clock is ahead of the time that was signed, where the scheme signs one.
  let clockDifference: Int?
  let correlationID: String?
  /// What is not noted any more that day, on the line that filled the file.
  let noMore: String?

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
    bytes = value["bytes"]?.asInteger
    secretsTried = value["secrets_tried"]?.asInteger
    clockDifference = value["clock_difference"]?.asInteger
    correlationID = value["correlation_id"]?.asString
    noMore = value["no_more"]?.asString
  }

  /// Those that a query asks for, the newest first.
  static func newest(
    in spool: Spool, now: Moment, _ query: ListQuery
  ) throws(SystemError) -> [RefusedRequest] {
    let start = query.since.map { now.adding(milliseconds: -$0) }
    var found: [RefusedRequest] = []
    for day in try days(in: spool, now, since: start) where found.count < query.limit {
      // With a filter, how many lines are needed is known only after reading them.
      let needed = query.source == nil ? query.limit : .max / 2
      let lines = try JournalDay(.refused, day, of: spool)
        .last(needed, "refused", "duplicate")
      found += lines.compactMap { RefusedRequest($0) }.filter { request in
        if let source = query.source, request.source != source.description { return false }
        return start.map { request.time >= $0.text } ?? true
      }
    }
    return Array(found.prefix(query.limit))
  }

  /// The days to read, the last first: those that are there since a moment, or the last two.
  private static func days(
    in spool: Spool, _ now: Moment, since start: Moment?
  ) throws(SystemError) -> [String] {
    guard let start else { return [now.day, now.adding(milliseconds: -86_400_000).day] }
    let first = start.day
    let names = try spool.files.names(
      in: spool.path(.journal), startingWith: "\(JournalFile.refused.rawValue)_")
    return names.compactMap { JournalFile.day(of: $0) }.filter { DayName.isDay($0) && $0 >= first }
      .reversed()
  }
}
