import Testing

@testable import Common

struct PathPatternTests {
  static let texts: [(text: String, isGood: Bool)] = [
    ("/", true), ("/api/v1/webhooks/github", true), ("/a-b_c.d~e", true), ("/a/", true),
    ("", false), ("a", false), ("/a b", false), ("/a?b", false), ("/a#b", false),
    ("/%41", false), ("/{secret}", false), ("/é", false), ("/a\0", false), ("/a\n", false),
  ]

  @Test(arguments: texts)
  func aPathHasOneSpelling(text: String, isGood: Bool) {
    #expect((PathPattern(text) != nil) == isGood)
  }

  @Test func onlyTheSamePathMatches() throws {
    let pattern = try #require(PathPattern("/hooks/a"))
    #expect(pattern.matches("/hooks/a".utf8))
    for other in ["/hooks/A", "/hooks/a/", "/hooks", "/hooks/a?", "/hooks/%61", ""] {
      #expect(!pattern.matches(other.utf8))
    }
  }
}
