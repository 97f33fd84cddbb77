import Testing

@testable import spool_runner

struct SuggestionTests {
  static let words: [(word: String, text: String)] = [
    ("stauts", ": did you mean \"status\"?"), ("lst", ": did you mean \"list\"?"),
    ("reproces", ": did you mean \"reprocess\"?"), ("frobnicate", ""), ("x", ""),
  ]

  @Test(arguments: words)
  func onlyANearWordIsSuggested(word: String, text: String) {
    #expect(Suggestion.text(for: word, among: CommandWord.allCases.map(\.rawValue)) == text)
  }
}
