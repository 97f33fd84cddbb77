internal import Common

/// Rows of text for a person or a pipe.
///
/// Every cell is made safe to be shown: nothing that came from outside moves a cursor or adds a
/// column.
struct Table {
  let titles: [String]
  var rows: [[String]] = []

  /// Aligned columns under their titles for a terminal; tabs and no titles for a pipe.
  func text(isTerminal: Bool) -> String {
    if rows.isEmpty { return "" }
    let cells = rows.map { row in row.map(TerminalText.escaped) }
    guard isTerminal else {
      return cells.map { "\($0.joined(separator: "\t"))\n" }.joined()
    }
    return Self.aligned([titles] + cells)
  }

  /// Rows with two spaces between columns; the last column is as long as it is.
  static func aligned(_ rows: [[String]], indent: String = "") -> String {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        let width = cell.unicodeScalars.count
        if column == widths.count { widths.append(width) }
        widths[column] = max(widths[column], width)
      }
    }
    var text = ""
    for row in rows {
      text += indent
      for (column, cell) in row.enumerated() {
        text += cell
        if column == row.count - 1 { break }
        text += String(
          repeating: " ", count: widths[column] - cell.unicodeScalars.count + 2)
      }
      text += "\n"
    }
    return text
  }
}
