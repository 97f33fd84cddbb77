import Testing

@testable import Common

struct GlobTests {
  static let rows: [(pattern: String, text: String, matches: Bool)] = [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("**", "", true),
    ("a", "a", true), ("a", "A", false), ("a", "ab", false), ("ab", "a", false),
    ("?", "a", true), ("?", "", false), ("??", "a", false), ("a?c", "abc", true),
    ("acme/*", "acme/site", true), ("acme/*", "acme/", true), ("acme/*", "acme", false),
    ("*/site", "acme/site", true), ("*/site", "acme/site2", false), ("*/site", "a/b/site", true),
    ("refs/heads/release/*", "refs/heads/release/1.0", true),
    ("refs/heads/release/*", "refs/heads/main", false),
    ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-c-b", false), ("*ab", "aab", true),
    ("*aab*", "aaaab", true), ("*a?", "aab", true), ("a*", "ba", false), ("*a", "ab", false),
    ("[a-z]", "b", false), ("[a-z]", "[a-z]", true), ("\\*", "\\x", true), ("a.c", "abc", false),
    ("{a,b}", "a", false), ("?", "é", true), ("??", "é", false), ("*??", "é", false),
    ("*?", "é", true), ("?", "日", true), ("a?c", "a日c", true), ("*é", "caf\u{65}\u{301}", false),
    ("?", "🙂", true), ("*🙂*", "a🙂b", true),
  ]

  @Test(arguments: rows)
  func aTextMatchesOrNot(pattern: String, text: String, matches: Bool) {
    #expect(Glob(pattern).matches(text) == matches)
    #expect(Glob(pattern).description == pattern)
  }

  @Test func manyRunsCostNoMoreThanTheProductOfTheLengths() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    let text = String(repeating: "a", count: 20_000)
    #expect(!Glob(pattern).matches(text))
    #expect(Glob(pattern).matches(text + "b"))
  }

  @Test func onlyStarsAndQuestionMarksAreWildcards() {
    #expect(Glob.hasWildcard("a*"))
    #expect(Glob.hasWildcard("a?"))
    #expect(!Glob.hasWildcard("a[b]{c}.d"))
  }
}
