/// The file name of a waiting or running task: `TASK,ATTEMPTS,DUE,KEY,NEWEST`.
package struct TaskName: Hashable, Sendable, CustomStringConvertible {
  package var task: TaskID
  /// How many attempts began, over the task's whole life; it never goes back.
  package var attempts: Int
  /// When it may run next, milliseconds since 1970; 0 is now.
  package var due: Int64
  /// The hash of the value of `one_at_a_time`, nil for none.
  package var key: String?
  /// The hash of the value of `newest_only`, nil for none.
  package var newest: String?

  package init(
    task: TaskID, attempts: Int = 0, due: Int64 = 0, key: String? = nil, newest: String? = nil
  ) {
    self.task = task
    self.attempts = attempts
    self.due = due
    self.key = key
    self.newest = newest
  }

  /// Nil unless the text is a task id with its whole suffix.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 5, let task = TaskID(parts[0]),
      let attempts = Decimal.parse(parts[1].utf8), attempts <= 1_000_000,
      let due = Decimal.parse(parts[2].utf8),
      Self.isKey(parts[3].utf8), Self.isKey(parts[4].utf8)
    else { return nil }
    self.init(
      task: task, attempts: Int(attempts), due: due, key: Self.key(parts[3]),
      newest: Self.key(parts[4]))
  }

  package var description: String {
    "\(task),\(attempts),\(due),\(key ?? "-"),\(newest ?? "-")"
  }

  /// The hash under which the value of a key stands in names: the first 16 hexadecimal digits of
  /// its SHA-256.
  package static func hash(ofKey value: String) -> String {
    var hash = SHA256()
    hash.update(Array(value.utf8))
    return Hexadecimal.encode(Array(hash.finish().prefix(8)))
  }

  private static func key(_ text: some StringProtocol) -> String? {
    text == "-" ? nil : String(text)
  }

  private static func isKey(_ text: some Collection<UInt8>) -> Bool {
    if text.count == 1, text.first == UInt8(ascii: "-") { return true }
    return text.count == 16
      && text.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
  }
}
