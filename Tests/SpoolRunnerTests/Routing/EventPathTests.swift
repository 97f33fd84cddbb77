import Testing

@testable import Common
@testable import spool_runner

struct EventPathTests {
  static let good: [(text: String, names: [String])] = [
    ("source", ["source"]), ("payload", ["payload"]), ("payload.ref", ["payload", "ref"]),
    ("payload.a.b.c", ["payload", "a", "b", "c"]), ("payload.a b", ["payload", "a b"]),
    ("headers.X-GitHub-Event", ["headers", "x-github-event"]),
    ("images", ["images"]), ("images.0.tag", ["images", "0", "tag"]),
    (#"["payload", "a.b", "c"]"#, ["payload", "a.b", "c"]),
    (#"["payload","[0]"]"#, ["payload", "[0]"]),
  ]

  static let bad: [(text: String, complaint: String)] = [
    ("", #"found "", expected names with dots between them, or an array of names"#),
    ("payload..a", #"found "payload..a", expected names with dots"#),
    ("payload.", #"found "payload.", expected names with dots"#),
    ("[]", #"found "[]", expected names with dots"#),
    (#"["payload", 1]"#, #"found "["payload", 1]", expected names with dots"#),
    (#"["payload""#, #"found "["payload"", expected names with dots"#),
    ("evnt", #"found "evnt", expected a path that begins with "event""#),
    ("ref", #"found "ref", expected a path that begins with source, event, "#),
    ("Payload.ref", #"found "Payload.ref", expected a path that begins with "payload""#),
    ("source.name", #"found "source.name", expected source alone, which is no object"#),
    ("headers", #"found "headers", expected headers and one header's name"#),
    ("headers.a.b", #"found "headers.a.b", expected headers and one header's name"#),
  ]

  @Test(arguments: good)
  func aPathIsDottedOrAnArray(text: String, names: [String]) throws {
    let path = try EventPath(event: text)
    #expect(path.names == names)
    #expect(try EventPath(event: path.description) == path)
  }

  @Test(arguments: bad)
  func aPathThatLeadsNowhereSaysWhy(text: String, complaint: String) {
    let error = #expect(throws: GrammarFault.self) { try EventPath(event: text) }
    #expect(error?.problem.description.hasPrefix(complaint) == true)
  }

  @Test func twoSpellingsOfOneAccentAreTwoNames() {
    let (composed, decomposed) = (EventPath(names: ["\u{e9}"]), EventPath(names: ["e\u{301}"]))
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed, composed]).count == 2)
    #expect(EventPath(names: ["a", "b"]) != EventPath(names: ["a.b"]))
  }
}
