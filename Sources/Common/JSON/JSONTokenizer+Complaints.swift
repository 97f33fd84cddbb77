extension JSONTokenizer {
  /// Returns a complaint about the byte that comes next.
  func syntax(_ reason: String) -> JSONError {
    .syntax(line: window.line, column: window.column, reason: reason)
  }

  /// Returns a complaint that names what was found and what should have been there.
  func unexpected(_ found: UInt8?, instead wanted: String) -> JSONError {
    syntax("expected \(wanted), found \(found?.shown ?? "the end")")
  }
}
