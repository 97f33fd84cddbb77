import Testing

@testable import Common
@testable import spool_runner

struct MatchTests {
  static let rows: [(match: String, matches: Bool)] = [
    ("", true),
    (#""event": "push""#, true), (#""event": "pus""#, false), (#""event": "Push""#, false),
    (#""event": "pu*""#, true), (#""event": "p?sh""#, true), (#""event": "p?h""#, false),
    (#""event": "*""#, true), (#""action": "*""#, false),
    (#""event": ["ping", "push"]"#, true), (#""event": ["ping", "pull*"]"#, false),
    (#""payload.ref": ["refs/heads/main", "refs/heads/release/*"]"#, true),
    (#""source": "github", "event": "push", "payload.deleted": false"#, true),
    (#""source": "github", "event": "push", "payload.deleted": true"#, false),
    (#""verified": true"#, true), (#""verified": "true""#, false), (#""verified": 1"#, false),
    (#""headers.X-GitHub-Event": "push""#, true), (#""headers.x-other": "push""#, false),
    // Numbers by value; never a string.
    (#""payload.size": 3"#, true), (#""payload.size": 3.0"#, true),
    (#""payload.size": 30e-1"#, true), (#""payload.size": "3""#, false),
    (#""payload.text3": 3"#, false), (#""payload.text3": "3""#, true),
    (#""payload.price": 1.5"#, true), (#""payload.big": 10e399"#, true),
    (#""payload.big": 1e401"#, false),
    // Missing, null.
    (#""payload.nothing": null"#, false), (#""payload.none": null"#, true),
    (#""action": null"#, true), (#""payload.ref": null"#, false),
    (#""payload.nothing": {"not": "a"}"#, true), (#""payload.nothing": {"not": null}"#, true),
    (#""payload.none": {"not": null}"#, false), (#""payload.ref": {"not": null}"#, true),
    (#""payload.ref.x": {"not": "a"}"#, true), (#""payload.ref.x": "refs/heads/main""#, false),
    (#""payload.nothing": {"exists": true}"#, false),
    (#""payload.nothing": {"exists": false}"#, true),
    (#""payload.none": {"exists": true}"#, true), (#""payload.none": {"exists": false}"#, false),
    (#""payload.head": {"exists": true}"#, true),
    (#""payload.nothing": {"gt": 0}"#, false), (#""payload.nothing": {"not": {"gt": 0}}"#, true),
    (#""payload.nothing": {"has": "a"}"#, false),
    // Operators; all of one object hold.
    (#""payload.size": {"gt": 2}"#, true), (#""payload.size": {"gt": 3}"#, false),
    (#""payload.size": {"lt": 3.1}"#, true), (#""payload.size": {"lt": 3}"#, false),
    (#""payload.size": {"gt": 1, "lt": 5}"#, true), (#""payload.size": {"gt": 1, "lt": 2}"#, false),
    (#""payload.size": {"gt": 1, "not": 3}"#, false), (#""payload.text3": {"gt": 2}"#, false),
    (#""payload.ref": {"not": "refs/heads/main"}"#, false),
    (#""payload.ref": {"not": "refs/tags/*"}"#, true),
    (#""payload.ref": {"not": ["a", "refs/heads/*"]}"#, false),
    (#""payload.size": [1, {"gt": 2}]"#, true), (#""payload.size": [1, {"gt": 3}]"#, false),
    // Arrays.
    (#""payload.tags": "a""#, false), (#""payload.tags": {"has": "a"}"#, true),
    (#""payload.tags": {"has": "c"}"#, false), (#""payload.tags": {"has": ["c", "b"]}"#, true),
    (#""payload.tags": {"has": {"gt": 6}}"#, true), (#""payload.tags": {"has": {"gt": 7}}"#, false),
    (#""payload.tags": {"not": {"has": "c"}}"#, true), (#""payload.tags": {"has": 7.0}"#, true),
    (#""payload.empty": {"has": {"not": "a"}}"#, false), (#""payload.ref": {"has": "*"}"#, false),
    (#""payload.tags": {"has": {"not": "a"}}"#, true),
    (#""payload.labels": {"has": {"name": "deploy"}}"#, true),
    (#""payload.labels": {"has": {"name": "deploy", "id": 20}}"#, true),
    (#""images": {"has": {"registry": "r.example:5000", "name": "team/*", "tag": "1.*"}}"#, true),
    (#""images": {"has": {"registry": "docker.io", "tag": "1.*"}}"#, false),
    (#""images": {"has": {"tag": null}}"#, true), (#""images": {"exists": false}"#, false),
    (#""images.1.tag": "1.2""#, true), (#""images.0.tag": "1.2""#, false),
    (#""images.2.tag": {"exists": true}"#, false), (#""payload.labels.1.name": "deploy""#, true),
    (#""payload.labels": {"has": {"name": "deploy", "id": 1}}"#, false),
    (#""payload.labels": {"has": {"name": "dep*", "id": {"gt": 10}}}"#, true),
    (#""payload.labels": {"has": {"any": [{"name": "x"}, {"id": 1}]}}"#, true),
    (#""payload.labels": {"has": {"not": {"name": "bug"}}}"#, true),
    (#""payload.labels": {"not": {"has": {"name": "bug"}}}"#, false),
    (#""payload.labels": {"has": "bug"}"#, false),
    (#""payload.tags": {"has": {"name": "a"}}"#, false),
    // Whole matches.
    (#""any": [{"event": "ping"}, {"source": "github"}]"#, true),
    (#""any": [{"event": "ping"}, {"source": "gitea"}]"#, false),
    (#""any": [{"event": "push", "source": "gitea"}, {"event": "ping"}]"#, false),
    (#""all": [{"event": "push"}, {"source": "github"}]"#, true),
    (#""all": [{"event": "push"}, {"source": "gitea"}]"#, false),
    (#""not": {"event": "ping"}"#, true), (#""not": {"event": "push"}"#, false),
    (#""not": {"event": "push", "source": "gitea"}"#, true),
    (#""not": {"payload.nothing": "x"}"#, true), (#""not": {}"#, false),
    (#""event": "push", "any": [{"source": "gitea"}, {"not": {"event": "ping"}}]"#, true),
    (#""event": "ping", "any": [{"source": "github"}]"#, false),
    (#""any": {"event": "push"}"#, true),
    // Paths.
    (#""payload.head.n.deep": "er""#, true), (#""payload.a.b": "dotted""#, false),
    (#""[\"payload\", \"a.b\"]": "dotted""#, true),
    (#""[\"payload\", \"app\", \"k8s.io/name\"]": "w*""#, true),
    (#""payload.head": "abc""#, false), (#""payload.head": {"not": "abc"}"#, true),
  ]

  static let faults: [(match: String, complaint: String)] = [
    (#""evnt": "push""#, #"evnt: found "evnt", expected a path that begins with "event""#),
    (#""payload.": 1"#, #"payload.: found "payload.", expected names with dots between them"#),
    (#""event": {}"#, "event: found an empty object, expected one of not, exists, gt, lt, has"),
    (#""event": []"#, "event: found an empty list, expected at least one value"),
    (#""event": ["a", ["b"]]"#, "event[1]: found a list, expected at least one value, and no list"),
    (#""event": {"is": 1}"#, "event.is: unknown key; expected one of not, exists, gt, lt, has"),
    (#""event": {"exist": true}"#, #"event.exist: unknown key; did you mean "exists"?"#),
    (#""event": {"exists": 1}"#, "event.exists: found 1, expected true or false"),
    (#""event": {"gt": "1"}"#, #"event.gt: found "1", expected a number"#),
    (#""event": {"lt": null}"#, "event.lt: found null, expected a number"),
    (#""event": ["a", {"gt": "1"}]"#, #"event[1].gt: found "1", expected a number"#),
    (#""event": {"not": {"a": 1}}"#, "event.not.a: unknown key; expected one of not, exists"),
    (#""payload.a": {"has": {"b": {"c": 1}}}"#, "payload.a.has.b.c: unknown key; expected one of"),
    (#""payload.a": {"has": {"": 1}}"#, #"payload.a.has.: found "", expected names with dots"#),
    (#""any": []"#, "any: found an empty list, expected an object of conditions, or several"),
    (#""any": [{}, 1]"#, "any[1]: found 1, expected an object of conditions"),
    (#""not": "push""#, #"not: found "push", expected an object of conditions"#),
    (#""all": [{"source.x": 1}]"#, #"all[0].source.x: found "source.x", expected source alone"#),
  ]

  @Test(arguments: rows)
  func anEventMatchesOrNot(match: String, matches: Bool) throws {
    let event = try EventSample(EventSample.push)
    let match = try Self.match(match)
    #expect(match.evaluate(event) == matches)
    #expect(match.explain(event).isEmpty == matches)
  }

  @Test(arguments: faults)
  func aMatchThatMeansNothingSaysWhy(match: String, complaint: String) {
    let error = #expect(throws: ConfigFault.self) { try Self.match(match) }
    let text = error?.description ?? ""
    #expect(text.hasPrefix("/r.json: match." + complaint), "\(text)")
  }

  @Test func theEmptyEventIsTakenByTheEmptyMatchAlone() throws {
    let nothing = try EventSample("")
    #expect(try Self.match("").evaluate(nothing))
    #expect(try !Self.match(#""event": "*""#).evaluate(nothing))
  }

  @Test func everyPathThatIsAskedForIsListed() throws {
    let match = try Self.match(
      #""event": "a", "any": [{"source": 1}, {"not": {"payload.x.y": 2}}], "#
        + #""payload.labels": {"has": {"name": "bug"}}"#)
    let paths = match.paths.map { $0.names }
    #expect(paths == [["event"], ["source"], ["payload", "x", "y"], ["payload", "labels"]])
  }

  static func match(_ text: String) throws -> Match {
    let value = try JSONValue.parse(Array("{\(text)}".utf8), dialect: .config)
    let reader = try ConfigReader(value, file: "/r.json", path: "match")
    return try MatchGrammar.event.match(reader)
  }
}
