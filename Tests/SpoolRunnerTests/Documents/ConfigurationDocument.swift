import TestSupport
import Testing

/// `docs/CONFIGURATION.md`, taken apart.
struct ConfigurationDocument {
  /// One row of a table, without the marks around code.
  struct Row {
    let cells: [String]

    /// What stands between backquotes in the first cell.
    var names: [String] { ProjectDocument.code(in: cells[0]) }

    /// The default, if it is written as it would be in a file.
    var defaultValue: String? {
      let isJSON = cells.count > 2 && cells[2].hasPrefix("`") && cells[2] != "`/`"
      return isJSON ? ProjectDocument.code(in: cells[2])[0] : nil
    }
  }

  private let document: ProjectDocument

  init() throws {
    document = try ProjectDocument("docs/CONFIGURATION.md")
  }

  var text: String { document.text }

  /// The examples, in their order.
  var examples: [String] { document.blocks("json5") }

  func rows(_ section: String, _ heading: String = "key") throws -> [Row] {
    let rows = document.rows(section, heading).map { Row(cells: $0) }
    try #require(!rows.isEmpty, "no table \(heading) in \(section)")
    return rows
  }

  func names(_ section: String, _ heading: String = "key") throws -> [String] {
    try rows(section, heading).flatMap { $0.names }
  }

  /// The defaults of a section as the members of a JSON object, without the braces.
  func defaults(_ section: String) throws -> String {
    try rows(section).compactMap { row in row.defaultValue.map { "\"\(row.names[0])\":\($0)" } }
      .joined(separator: ",")
  }
}
