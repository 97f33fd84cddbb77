import Foundation
import TestSupport
import Testing

/// `docs/SECURITY.md` names tests that are there, for every principle.
struct SecurityDocumentTests {
  private let document: ProjectDocument

  init() throws {
    document = try ProjectDocument("docs/SECURITY.md")
  }

  @Test func everyPrincipleIsHeldByATest() {
    let principles = document.section("Principles").matches(of: #/\n(\d+)\. \*\*/#).map {
      String($0.1)
    }
    #expect(principles.count == 14)
    #expect(document.rows("Principles", "principle").map { $0[0] } == principles)
  }

  @Test func everyTestThatIsNamedIsThere() {
    let root = URL(fileURLWithPath: #filePath).appending(path: "../../..").standardizedFileURL
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    while let file = files?.nextObject() as? URL {
      if ["swift", "py"].contains(file.pathExtension) {
        names.insert(file.deletingPathExtension().lastPathComponent)
      }
    }
    let named = document.rows("Principles", "principle").flatMap { ProjectDocument.code(in: $0[1]) }
    #expect(named.count > 30)
    for name in named { #expect(names.contains(name), "\(name)") }
  }
}
