import Testing

@testable import Common

struct PathPatternTests {
  static let texts: [(text: String, isGood: Bool)] = [
    ("/", true), ("/api/v1/webhooks/github", true), ("/a-b_c.d~e", true), ("/a/", true),
    ("", false), ("a", false), ("/a b", false), ("/a?b", false), ("/a#b", false),
    ("/%41", false), ("/{secret}", true), ("/a/{secret}/b", true), ("/{Secret}", false),
    ("/{secret", false), ("/a{secret}", false), ("/{secret}/{secret}", false),
    ("/a b/{secret}", false),
    ("/{secret}}", false), ("/é", false), ("/a\0", false), ("/a\n", false),
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

  @Test func theSecretIsOneWholePart() throws {
    let pattern = try #require(PathPattern("/api/{secret}/push"))
    #expect(pattern.secret(in: "/api/a-B_9.~/push".utf8) == Array("a-B_9.~".utf8))
    #expect(pattern.matches("/api/anything/push".utf8))
    for other in ["/api//push", "/api/push", "/api/a/b/push", "/api/a/push/", "/API/a/push"] {
      #expect(pattern.secret(in: other.utf8) == nil)
      #expect(!pattern.matches(other.utf8))
    }
    let plain = try #require(PathPattern("/api/a/push"))
    #expect(!plain.holdsSecret && plain.secret(in: "/api/a/push".utf8) == nil)
  }
}
