import Foundation
import Testing

/// `docs/CONFIGURATION.md`, taken apart.
struct ConfigurationDocument {
  /// One row of a table, without the marks around code.
  struct Row {
    let cells: [String]

    /// What stands between backquotes in the first cell.
    let names: [String]

    /// The default, if it is written as it would be in a file.
    let defaultValue: String?
  }

  /// The rows by their section and the first word of the table's heading.
  private let tables: [String: [Row]]

  /// The examples, in their order.
  let examples: [String]
  let text: String

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    text = try String(contentsOf: root.appending(path: "docs/CONFIGURATION.md"), encoding: .utf8)
    examples = text.components(separatedBy: "```json5\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    tables = Self.tables(text)
  }

  func rows(_ section: String, _ heading: String = "key") throws -> [Row] {
    try #require(tables["\(section)/\(heading)"], "no table \(heading) in \(section)")
  }

  func names(_ section: String, _ heading: String = "key") throws -> [String] {
    try rows(section, heading).flatMap { $0.names }
  }

  /// The defaults of a section as the members of a JSON object, without the braces.
  func defaults(_ section: String) throws -> String {
    try rows(section).compactMap { row in row.defaultValue.map { "\"\(row.names[0])\":\($0)" } }
      .joined(separator: ",")
  }

  private static func tables(_ text: String) -> [String: [Row]] {
    var tables: [String: [Row]] = [:]
    var (section, heading) = ("", "")
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      guard line.hasPrefix("| ") else {
        if !line.hasPrefix("|---") { heading = "" }
        continue
      }
      let cells = line.components(separatedBy: "|").dropFirst().dropLast().map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      if heading.isEmpty {
        heading = cells[0]
      } else {
        tables["\(section)/\(heading)", default: []].append(row(cells))
      }
    }
    return tables
  }

  private static func row(_ cells: [String]) -> Row {
    let isJSON = cells.count > 2 && cells[2].hasPrefix("`") && cells[2] != "`/`"
    return Row(
      cells: cells, names: code(in: cells[0]), defaultValue: isJSON ? code(in: cells[2])[0] : nil)
  }

  private static func code(in cell: String) -> [String] {
    cell.components(separatedBy: "`").enumerated().compactMap {
      $0.offset % 2 == 1 ? $0.element : nil
    }
  }
}
