internal import Common

/// `status` for a person.
struct StatusText {
  let status: SpoolStatus
  let now: Moment

  /// What is there, then what to do about it.
  var text: String {
    var rows = [["spool", "\(status.root), \(room)"], ["runner", runner]]
    rows += counts.map { [$0.label, $0.remark.isEmpty ? $0.count : "\($0.count)  \($0.remark)"] }
    let hints = advice.map { "\($0)\n" }.joined()
    return Table.aligned(rows) + (hints.isEmpty ? "" : "\n\(hints)")
  }

  private typealias Row = (label: String, count: String, remark: String)

  private var counts: [Row] {
    let rows: [Row] = [
      ("incoming", number(status.incoming), age("oldest", status.oldestIncoming)),
      ("ready", number(status.ready), age("oldest event", status.oldestReady)),
      ("claimed", number(status.claimed), ""),
      ("deferred", number(status.deferred), next),
      ("done", number(total(status.done)), days(status.done)),
      ("failed", number(total(status.failed)), days(status.failed)),
      ("cancelled", number(total(status.cancelled)), days(status.cancelled)),
      ("orders", number(status.orders), ""),
      ("rejected", number(status.rejected), ""),
      ("drafts", number(status.drafts), ""),
      ("refused", number(status.refusedToday), "requests today"),
    ]
    let width = rows.map(\.count.utf8.count).max() ?? 0
    return rows.map { row in
      let blank = String(repeating: " ", count: width - row.count.utf8.count)
      return (row.label, blank + row.count, row.remark)
    }
  }

  private var advice: [String] {
    var lines: [String] = []
    if status.freeBytes < status.keptFree {
      lines.append(
        "no room: nothing is accepted below \(HumanText.size(status.keptFree)) (keep_free)")
    }
    if status.runner == .absent, isWork { lines.append("work waits: spool-runner run") }
    if total(status.failed) ?? 0 > 0 {
      lines.append("what failed: spool-runner list --state failed")
    }
    if status.rejected ?? 0 > 0 { lines.append("why rejected: spool-runner list rejected") }
    if status.refusedToday ?? 0 > 0 { lines.append("why refused: spool-runner list --refused") }
    lines += status.untrusted.map { "incoming: \($0)" }
    if status.aside > 0 { lines.append("\(status.aside) set aside: spool-runner check") }
    lines += OwedText.lines(status.owed ?? OwedRoutes())
    if isHidden { lines.append("-: this user may not look there") }
    return lines
  }

  private var isWork: Bool {
    let isDue = status.nextDue.map { $0 <= now } ?? false
    let waiting = (status.incoming ?? 0) + (status.ready ?? 0) + (status.orders ?? 0)
    return isDue || waiting > 0 || status.claimed ?? 0 > 0
  }

  private var isHidden: Bool {
    status.owed == nil || counts.contains { $0.count.hasSuffix("-") }
  }

  private var room: String { "\(HumanText.size(status.freeBytes)) free" }

  private var runner: String {
    switch status.runner {
    case .working: "at work"
    case .absent: "none"
    case .unknown: "- (this user may not see it)"
    }
  }

  private var next: String {
    status.nextDue.map { "next due \(HumanText.wait(until: $0, now: now))" } ?? ""
  }

  private func age(_ what: String, _ moment: Moment?) -> String {
    moment.map { "\(what) \(HumanText.age($0, now: now))" } ?? ""
  }

  private func number(_ count: SpoolStatus.Count) -> String { count.map(String.init) ?? "-" }

  private func total(_ days: [SpoolStatus.DayCount]?) -> Int? {
    days.map { $0.reduce(0) { $0 + $1.count } }
  }

  /// Of the last days only: a long history is `--json`'s.
  private func days(_ days: [SpoolStatus.DayCount]?) -> String {
    guard let days, let oldest = days.first, total(days) != 0 else { return "" }
    let today = days.last { $0.day == now.day }?.count ?? 0
    return "\(today) today" + (oldest.day == now.day ? "" : ", since \(oldest.day)")
  }
}
