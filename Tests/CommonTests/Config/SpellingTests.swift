import Testing

@testable import Common

struct SpellingTests {
  static let rows: [(typed: String, nearest: String?)] = [
    ("evnts", "events"), ("event", "events"), ("evnets", "events"), ("max-body", "max_body"),
    ("maxbody", "max_body"), ("Path", "path"), ("secrets", "secret"), ("pth", "path"),
    ("replya", "replay"), ("quota", nil), ("x", nil), ("", nil),
  ]

  @Test(arguments: rows)
  func whatLooksAlikeIsSuggested(typed: String, nearest: String?) {
    #expect(Spelling.nearest(to: typed, among: Source.keys) == nearest)
  }
}
