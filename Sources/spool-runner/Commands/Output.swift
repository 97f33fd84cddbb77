internal import Common

/// Where a command writes.
struct Output: Sendable {
  /// Standard output is a person's terminal: columns instead of tabs.
  let isTerminal: Bool
  /// Writes text as it is.
  let say: @Sendable (String) -> Void
  /// Writes one line for the person who started the command, or for the system's log.
  let complain: @Sendable (String) -> Void

  static let standard = Output(
    isTerminal: StandardStreams.isTerminal(.standardOutput),
    say: { StandardStreams.say($0) },
    complain: { StandardStreams.complain($0) })

  func sayLine(_ line: String) { say("\(line)\n") }

  /// Writes one JSON value as a line; on a terminal nothing in it moves the cursor or turns text.
  ///
  /// Outside of its strings JSON has none of these characters, so the value stays the same.
  func say(_ writer: JSONWriter) {
    let text = String(decoding: writer.bytes, as: UTF8.self)
    say((isTerminal ? TerminalText.escapedJSON(text) : text) + "\n")
  }
}
