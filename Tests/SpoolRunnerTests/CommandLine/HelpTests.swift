import Testing

@testable import spool_runner

struct HelpTests {
  @Test(arguments: CommandWord.allCases)
  func everyOptionOfACommandIsExplained(word: CommandWord) {
    let text = Help.text(word)
    #expect(text.hasPrefix("usage: spool-runner \(word.rawValue)"))
    for option in word.options {
      let name = option.rawValue + (option.placeholder.map { " \($0)" } ?? " ")
      #expect(text.contains("\n  \(name)"), "\(option.rawValue)")
    }
  }

  @Test(arguments: CommandWord.allCases)
  func everyCommandStandsInTheOverview(word: CommandWord) {
    #expect(Help.overview.contains("\n  \(word.rawValue) "))
  }

  @Test
  func noLineIsWiderThanAScreen() {
    let texts = [Help.overview] + CommandWord.allCases.map { Help.text($0) }
    for line in texts.joined().split(separator: "\n") {
      #expect(line.utf8.count <= 100, "\(line)")
    }
  }
}
