import Foundation
import TestSupport
import Testing

@testable import Common
@testable import spool_runner

/// The manual pages and the code say the same.
struct ManualTests {
  @Test(arguments: CommandWord.allCases)
  func everyOptionOfACommandStandsInThePageAndNoOther(word: CommandWord) throws {
    let page = try ProjectDocument("docs/man/spool-runner.8").text
    let entries = page.components(separatedBy: "\n.It Ic ").dropFirst()
    #expect(entries.count == CommandWord.allCases.count)
    let entry = try #require(entries.first { $0.split { " \n".contains($0) }[0] == word.rawValue })
    let text = entry.components(separatedBy: "\n.Sh ")[0]
    let options = text.components(separatedBy: "\n.It Fl -").dropFirst().map { item in
      "--\(item.prefix { $0.isLetter })"
    }
    #expect(Set(options) == Set(word.options.map(\.rawValue)))
    for option in word.options {
      let value = option.placeholder.map { " Ar \($0)" } ?? ""
      #expect(text.contains("\n.It Fl \(option.rawValue.dropFirst())\(value)\n"), "\(option)")
    }
  }

  @Test func everyExitStatusStandsInThePageAndNoOther() throws {
    let page = try ProjectDocument("docs/man/spool-runner.8").text
    let part = try #require(page.components(separatedBy: ".Sh EXIT STATUS\n").last)
    let said = part.components(separatedBy: "\n.Sh ")[0].components(separatedBy: "\n.It ")
      .dropFirst().compactMap { Int32($0.prefix { $0.isNumber }) }
    #expect(said == (0...255).filter { ExitStatus(rawValue: $0) != nil })
  }

  @Test func everyWordOfTheJournalStandsInThePageAndNoOther() throws {
    var written = Set(
      [Settlement.complete, .cancel, .fail(reason: ""), .defer(until: 0, reason: "")]
        .map(\.state.rawValue))
    for source in try ProjectDocument.sources("Sources") {
      for match in source.matches(of: #/(?:journal\.|\n +)note\("(\w+)"/#) {
        written.insert(String(match.1))
      }
      for match in source.matches(of: #/journal\.note\([^"\n]*\? "(\w+)" : "(\w+)"/#) {
        written.formUnion([String(match.1), String(match.2)])
      }
    }
    #expect(written.count > 10)
    let page = try ProjectDocument("docs/man/webhook-journal.5").text
    let said = page.components(separatedBy: "\n.It Cm ").dropFirst().map { item in
      String(item.prefix { $0.isLetter })
    }
    #expect(said.count == Set(said).count)
    #expect(Set(said) == written)
  }

  @Test func everyKeyOfTheFilesStandsInThePage() throws {
    let page = try ProjectDocument("docs/man/webhook-spool.5").text
    let words = Set(page.split { " ,\n".contains($0) })
    let keys = Configuration.keys + Source.keys + Route.keys + ProgramStep.keys + RouteFile.keys
    for key in keys { #expect(words.contains(Substring(key)), "\(key)") }
  }
}
