internal import Common

/// What came of an attempt, in a few words.
enum AttemptText {
  /// `deferred, exit 75, after 1 s: no answer`; an outcome that would be tried again but was the
  /// last try is `failed`.
  static func summary(_ end: AttemptEnd) -> String {
    let isLast = end.to == .failed && end.outcome != .rejected
    var text = isLast ? end.to.rawValue : end.outcome.rawValue
    if let exit = end.exit, exit != 0 { text += ", exit \(exit)" }
    if let milliseconds = end.milliseconds {
      text += ", after \(HumanText.span(milliseconds: Int64(milliseconds)))"
    }
    if let reason = end.reason { text += ": \(TerminalText.escaped(reason))" }
    return text
  }

  /// One line of a task's file: when, what, and what it means.
  static func row(_ line: TaskLine) -> [String] {
    switch line {
    case .started(let start):
      [time(start.started), "attempt \(start.attempt)", "began as process \(start.leader.number)"]
    case .ended(let end):
      [time(end.ended), "attempt \(end.attempt)", summary(end) + next(end)]
    case .ordered(let id, let does, let at, let to):
      [time(at), "order", TerminalText.escaped("\(does), now \(to.rawValue) (\(id))")]
    }
  }

  /// What a program printed, indented, every line for itself.
  static func output(_ line: TaskLine) -> String {
    guard case .ended(let end) = line, let output = end.output, !output.isEmpty else { return "" }
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let shown = lines.last?.isEmpty == true ? lines.dropLast() : lines
    return shown.map { "      | \(TerminalText.escaped(String($0)))\n" }.joined()
  }

  private static func next(_ end: AttemptEnd) -> String {
    guard end.to == .deferred, let due = end.due else { return "" }
    return "; next at \(HumanText.time(Moment(milliseconds: due)))"
  }

  private static func time(_ text: String) -> String {
    TerminalText.escaped(
      text.utf8.count >= 23 && text.hasSuffix("Z")
        ? "\(text.prefix(10)) \(text.dropFirst(11).prefix(12))" : text)
  }
}
