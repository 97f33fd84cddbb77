import Common
import Foundation
import TestSupport
import Testing

/// `docs/SOURCES.md`, in recipes.
struct SourcesDocument {
  struct Recipe: Sendable, CustomTestStringConvertible {
    let title: String
    let text: String

    var testDescription: String { title }

    /// The content of every fenced block of a language.
    func blocks(_ language: String) -> [String] {
      text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap {
        $0.components(separatedBy: "\n```").first
      }
    }
  }

  /// Every section with a source in it.
  let recipes: [Recipe]
  let text: String

  init() throws {
    text = try ProjectDocument("docs/SOURCES.md").text
    recipes = text.components(separatedBy: "\n## ").dropFirst().compactMap { section in
      let title = section.prefix { $0 != "\n" }
      let recipe = Recipe(title: String(title), text: section)
      return recipe.blocks("json5").isEmpty ? nil : recipe
    }
  }

  /// The sources of all recipes in one configuration, as the receiver reads it.
  func sources() throws -> [Source] {
    let blocks = recipes.flatMap { $0.blocks("json5") }.joined(separator: "\n")
    let files = SimulatedDisk(ignoring: nil).process("test")
    try files.put("{ \"sources\": {\n\(blocks)\n} }", at: "/config.json")
    let configuration = try ConfigurationLoader(files: files, environment: { _ in nil })
      .load("/config.json")
    let (sources, faults) = configuration.sources.all()
    #expect(faults.map(\.description) == [])
    return sources
  }
}
