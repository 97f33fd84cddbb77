import Testing

@testable import Common
@testable import spool_runner

struct MatchExplanationTests {
  static let rows: [(match: String, lines: [String])] = [
    (#""event": "push""#, []),
    (#""event": "ping""#, [#"event: found "push", wanted "ping""#]),
    (#""event": ["ping", "x*"]"#, [#"event: found "push", wanted "ping" or "x*""#]),
    (
      #""source": "gitea", "event": "push", "payload.size": 4"#,
      [#"source: found "github", wanted "gitea""#, "payload.size: found 3, wanted 4"]
    ),
    (#""payload.nothing": true"#, ["payload.nothing: missing, wanted true"]),
    (#""action": "opened""#, [#"action: found null, wanted "opened""#]),
    (
      #""payload.size": {"gt": 5, "not": [1, 2]}"#,
      ["payload.size: found 3, wanted a number above 5 and not (1 or 2)"]
    ),
    (#""payload.size": {"lt": 1.0}"#, ["payload.size: found 3, wanted a number below 1.0"]),
    (#""payload.size": {"exists": false}"#, ["payload.size: found 3, wanted no value"]),
    (#""payload.x": {"exists": true}"#, ["payload.x: missing, wanted any value"]),
    (
      #""payload.tags": {"has": ["x", null]}"#,
      [#"payload.tags: found ["a","b",7], wanted an element that is ("x" or null)"#]
    ),
    (
      #""payload.empty": {"has": {"name": "a", "id": 1}}"#,
      [#"payload.empty: found [], wanted an element that is an object with name: "a" and id: 1"#]
    ),
    (
      #""any": [{"event": "ping"}, {"source": "gitea", "event": "push"}]"#,
      [
        "none of 2 alternatives:", #"  event: found "push", wanted "ping""#,
        #"  source: found "github", wanted "gitea""#,
      ]
    ),
    (
      #""not": {"event": "push", "any": [{"source": "github"}, {"source": "x"}]}"#,
      [#"unwanted: event: "push" and (source: "github" or source: "x")"#]
    ),
    (#""not": {}"#, ["unwanted: anything"]),
  ]

  @Test(arguments: rows)
  func whatFailedIsSaid(match: String, lines: [String]) throws {
    #expect(try MatchTests.match(match).explain(EventSample(EventSample.push)) == lines)
  }

  @Test func whatIsShownIsShortAndSafe() throws {
    let text = String(repeating: "x", count: 5000)
    let event = try EventSample(#""event": "\u001b[2J\#(text)""#)
    let line = try #require(MatchTests.match(#""event": "a""#).explain(event).first)
    #expect(line.hasPrefix(#"event: found "\u001b[2Jxxx"#))
    #expect(line.utf8.count < 300)
    #expect(line.hasSuffix(#"..., wanted "a""#))
  }
}
