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

  /// A name that says more is no task's.
  package static let mostAttempts = 1_000_000

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
  package init?(_ text: String) {
    var rest = Substring(text)
    guard let newest = Self.takeField(&rest), let key = Self.takeField(&rest),
      let due = Self.takeField(&rest), let attempts = Self.takeField(&rest),
      let task = TaskID(rest), let count = Decimal.parse(attempts.utf8), count <= Self.mostAttempts,
      let moment = Decimal.parse(due.utf8), Self.isKey(key.utf8), Self.isKey(newest.utf8)
    else { return nil }
    self.init(
      task: task, attempts: Int(count), due: moment, key: Self.key(key), newest: Self.key(newest))
  }

  /// Takes what stands behind the last comma off the text, and the comma.
  private static func takeField(_ text: inout Substring) -> Substring? {
    guard let comma = text.utf8.lastIndex(of: UInt8(ascii: ",")) else { return nil }
    let field = text[text.utf8.index(after: comma)...]
    text = text[..<comma]
    return field
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

  private static func key(_ text: Substring) -> String? {
    text == "-" ? nil : String(text)
  }

  private static func isKey(_ text: Substring.UTF8View) -> Bool {
    if text.count == 1, text.first == UInt8(ascii: "-") { return true }
    guard text.count == 16 else { return false }
    for byte in text where !((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)) {
      return false
    }
    return true
  }
}
