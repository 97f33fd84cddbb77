internal import Common

/// What `list` found, in the forms in which it may be written.
struct Listing {
  private let noun: String
  private var table: Table
  private var objects: [JSONWriter]
  private let hasMore: Bool

  private init<Entry>(
    _ noun: String, _ titles: [String], _ entries: [Entry], limit: Int,
    row: (Entry) -> [String], write: (Entry, inout JSONWriter) -> Void
  ) {
    let shown = entries.prefix(limit)
    self.noun = noun
    hasMore = entries.count > limit
    table = Table(titles: titles, rows: shown.map(row))
    objects = shown.map { entry in
      var writer = JSONWriter()
      write(entry, &writer)
      return writer
    }
  }

  init(events: [EventEntry], limit: Int) {
    self.init(
      "event", EventEntry.titles, events, limit: limit, row: { $0.row },
      write: { $0.write(to: &$1) })
  }

  init(tasks: [TaskSelection.Found], now: Moment, limit: Int) {
    self.init(
      "task", TaskSelection.Found.titles, tasks, limit: limit, row: { $0.row(now: now) },
      write: { $0.write(to: &$1) })
  }

  init(rejected: [RejectedEntry], limit: Int) {
    self.init(
      "rejected file", RejectedEntry.titles, rejected, limit: limit, row: { $0.row },
      write: { $0.write(to: &$1) })
  }

  init(refused: [RefusedRequest], limit: Int) {
    self.init(
      "refused request", RefusedRequest.titles, refused, limit: limit, row: { $0.row },
      write: { $0.write(to: &$1) })
  }

  func text(_ format: Command.Format, isTerminal: Bool) -> String {
    switch format {
    case .person: table.text(isTerminal: isTerminal)
    case .script:
      objects.map { "\(String(decoding: $0.bytes, as: UTF8.self))\n" }.joined()
    }
  }

  /// What a person is told besides: that there is nothing, or that there is more.
  func remark(limit: Int) -> String? {
    if table.rows.isEmpty { return "no \(noun)s" }
    return hasMore ? "there are more: --limit \(limit * 4)" : nil
  }
}
