/// The files of the journal, one of each kind a day.
package enum JournalFile: String, CaseIterable, Sendable {
  /// What was taken and done.
  case webhooks

  /// Requests that were refused.
  ///
  /// They have a file of their own because anybody can cause them: it is bounded, and however full
  /// it gets, what was done can still be read beside it.
  case refused

  /// The file's name, as in `refused_2026-11-20.json`.
  package func name(_ day: String) -> String { "\(rawValue)_\(day).json" }

  /// What should be the day in the name of a journal's file; nil for the name of anything else.
  package static func day(of name: String) -> String? {
    for file in allCases where name.hasPrefix("\(file.rawValue)_") {
      return String(name.dropFirst(file.rawValue.count + 1).prefix(10))
    }
    return nil
  }
}
