import Common
import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// The recipes for senders are what the receiver reads.
///
/// `Tests/EndToEnd/test_recipes.py` runs their commands.
struct SourcesDocumentTests {
  private let document: SourcesDocument

  init() throws {
    document = try SourcesDocument()
  }

  @Test func everySourceIsRead() throws {
    let sources = try document.sources()
    #expect(sources.count >= document.recipes.count)
    #expect(document.recipes.count >= 28)
  }

  @Test func everySchemeHasARecipe() throws {
    #expect(Set(try document.sources().map(\.scheme)) == Set(Scheme.allCases))
  }

  @Test func noTwoRecipesMeet() throws {
    let sources = try document.sources()
    #expect(Set(sources.map(\.path.description)).count == sources.count)
    let files = sources.flatMap(\.secrets).map { "\($0)" }
    #expect(Set(files).count == files.count)
  }

  /// Where nothing is signed, or no id is sent, the page must not promise otherwise.
  @Test(arguments: try SourcesDocument().recipes)
  func everyRecipeHasOneShape(_ recipe: SourcesDocument.Recipe) {
    let labels = ["**There**", "**Here**", "**Test**", "**Repetitions**", "**To know**"]
    let places = labels.map { recipe.text.range(of: "\n\($0):")?.lowerBound }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(recipe.blocks("sh").count == 1)
    #expect(recipe.blocks("sh").allSatisfy { $0.contains("curl \"$URL/") })
  }

  @Test(arguments: try SourcesDocument().recipes)
  func aCommandPostsToTheRecipesOwnPath(_ recipe: SourcesDocument.Recipe) throws {
    let command = try #require(recipe.blocks("sh").first)
    let path = try #require(recipe.text.firstMatch(of: #/"path": "([^"]+)"/#)?.1)
    #expect(command.contains("$URL\(path.replacing("{secret}", with: "$SECRET"))\""))
  }

  @Test func everyRecipeStandsInTheContents() throws {
    let contents = try #require(document.text.components(separatedBy: "\n## ").first)
    for recipe in document.recipes {
      let anchor = recipe.title.lowercased().replacing(" ", with: "-")
        .filter { $0.isLetter || $0.isNumber || $0 == "-" }
      #expect(contents.contains("(#\(anchor))"), "\(anchor)")
    }
  }

  @Test func theOtherDocumentsLeadHere() throws {
    for (name, link) in [("README.md", "docs/SOURCES.md"), ("docs/CONFIGURATION.md", "SOURCES.md")]
    {
      #expect(try ProjectDocument(name).text.contains("(\(link))"))
    }
  }
}
