import Testing

@testable import spool_runner

struct SuggestionTests {
  static let words: [(word: String, nearest: String?)] = [
    ("stauts", "status"), ("statu", "status"), ("lst", "list"), ("shwo", "show"),
    ("reproces", "reprocess"), ("retyr", "retry"), ("frobnicate", nil), ("x", nil),
  ]

  @Test(arguments: words)
  func onlyANearWordIsSuggested(word: String, nearest: String?) {
    #expect(Suggestion.nearest(to: word, among: CommandWord.allCases.map(\.rawValue)) == nearest)
  }

  static let distances: [(left: String, right: String, distance: Int)] = [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "axc", 1),
    ("abc", "ac", 1), ("abc", "acb", 1), ("kitten", "sitting", 3),
  ]

  @Test(arguments: distances)
  func theDistanceCountsChanges(left: String, right: String, distance: Int) {
    #expect(Suggestion.distance(left, right) == distance)
  }
}
