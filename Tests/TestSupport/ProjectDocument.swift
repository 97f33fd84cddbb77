internal import Foundation

/// One text file of the project: a document, a manual page, a source; with its tables taken apart.
package struct ProjectDocument {
  package let text: String
  /// The cells of the rows, by `SECTION/FIRST HEADING`.
  private let tables: [String: [[String]]]

  /// `path` is relative to the project's root.
  package init(_ path: String) throws {
    text = try String(contentsOf: Self.url(path), encoding: .utf8)
    tables = Self.tables(text)
  }

  /// The rows of the table in this section whose first column has this heading.
  package func rows(_ section: String, _ heading: String) -> [[String]] {
    tables["\(section)/\(heading)"] ?? []
  }

  /// What stands between backquotes in a cell.
  package static func code(in cell: String) -> [String] {
    cell.components(separatedBy: "`").enumerated().compactMap {
      $0.offset % 2 == 1 ? $0.element : nil
    }
  }

  /// The fenced blocks of this language, in their order.
  package func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  /// The text from a heading of the second level to the next one.
  package func section(_ name: String) -> String {
    let parts = text.components(separatedBy: "\n## ")
    return parts.first { $0.hasPrefix("\(name)\n") } ?? ""
  }

  /// The texts of all Swift files below a folder.
  package static func sources(_ folder: String) throws -> [String] {
    let files = FileManager.default.enumerator(at: url(folder), includingPropertiesForKeys: nil)
    var texts: [String] = []
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      texts.append(try String(contentsOf: file, encoding: .utf8))
    }
    return texts
  }

  private static func url(_ path: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
      "../../\(path)"
    ).standardizedFileURL
  }

  private static func tables(_ text: String) -> [String: [[String]]] {
    var tables: [String: [[String]]] = [:]
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
        tables["\(section)/\(heading)", default: []].append(cells)
      }
    }
    return tables
  }
}
