import Testing

@testable import Common
@testable import spool_runner

struct RouteFileTests {
  static let whole = """
    { "secrets": { "chat": { "file": "/chat" }, "unused": { "env": "UNUSED" } },
      "routes": [ {
        "name": "deploy", "match": { "event": "push" }, "one_at_a_time": "{{repository}}",
        "retry": { "retries": 5, "base": "2s", "factor": 3, "max": "60s" },
        "steps": [ { "name": "pull", "run": ["/bin/deploy", "--", "{{payload.after}}"],
          "timeout": "90s", "cwd": "/srv", "env": { "TOKEN": "t {{secret.chat}}", "REF": "x" },
          "dash": true, "output_limit": "1k" } ] } ] }
    """

  /// A change to a plain route, and the complaint about it.
  static let faults: [(change: String, complaint: String)] = [
    (#""name": "A""#, #"name: found "A", expected a name: 1 to 48 of a-z, 0-9, - and _"#),
    (#""name": 1"#, "name: found 1, expected a name"),
    (#""match": "push""#, #"match: found "push", expected an object"#),
    (#""match": {"evnt": 1}"#, #"match.evnt: found "evnt", expected a path that begins"#),
    (#""one_at_a_time": true"#, "one_at_a_time: found true, expected a string"),
    (#""one_at_a_time": "{{x}}""#, #"one_at_a_time: found "x", expected a path"#),
    (
      #""one_at_a_time": "{{secret.chat}}""#,
      "one_at_a_time: found {{secret.chat}}, expected secrets in a program's env only"
    ),
    (#""newest_only": "{{repository}}""#, #"newest_only: "newest_only" is not supported by this"#),
    (#""settle": "3s""#, #"settle: "settle" is not supported by this version"#),
    (#""retry": {"retries": -1}"#, "retry.retries: found -1, expected a number"),
    (#""retry": 3"#, "retry: found 3, expected an object"),
    (#""step": []"#, #"step: unknown key; did you mean "steps"?"#),
    (#""steps": []"#, "steps: found an empty list, expected an object such as"),
    (#""steps": [1]"#, "steps[0]: found 1, expected an object such as"),
    (#""steps": [{}, {}]"#, "steps: more than one step is not supported by this version"),
  ]

  /// A change to a plain step, and the complaint about it.
  static let stepFaults: [(change: String, complaint: String)] = [
    (#""name": """#, #"name: found "", expected a name"#),
    (#""http": {}"#, #"http: "http" is not supported by this version"#),
    (#""continue_on_error": true"#, #"continue_on_error: "continue_on_error" is not supported"#),
    (#""run": "/bin/true""#, #"run: found "/bin/true", expected a list: a program's absolute"#),
    (#""run": []"#, "run: found an empty list, expected a list: a program's absolute"),
    (#""run": ["true"]"#, #"run[0]: found "true", expected an absolute path without {{...}}"#),
    (#""run": [7]"#, "run[0]: found 7, expected an absolute path"),
    (#""run": ["{{payload.p}}"]"#, #"run[0]: found "{{payload.p}}", expected an absolute path"#),
    (#""run": ["/bin/{{event}}"]"#, #"run[0]: found "/bin/{{event}}", expected an absolute"#),
    (#""run": ["/bin/true", 1]"#, "run[1]: found 1, expected a string"),
    (#""run": ["/bin/true", "{{a"]"#, "run[1]: found {{ without its }}, expected {{path}}"),
    (#""run": ["/bin/true", "{{secret.chat}}"]"#, "run[1]: found {{secret.chat}}, expected sec"),
    (#""timeout": 10"#, "timeout: found 10 without its unit (ms, s, m, h or d)"),
    (#""timeout": "0s""#, #"timeout: found "0s", expected a time from "1ms" to "7d""#),
    (#""timeout": "8d""#, #"timeout: found "8d", expected a time from "1ms" to "7d""#),
    (#""cwd": "srv""#, #"cwd: found "srv", expected an absolute path"#),
    (#""env": []"#, "env: found an empty list, expected an object"),
    (#""env": {"A-B": "x"}"#, "env.A-B: found this name, expected a variable's name"),
    (#""env": {"A": 1}"#, "env.A: found 1, expected a string"),
    (#""dash": "yes""#, #"dash: found "yes", expected true or false"#),
    (#""output_limit": "17M""#, #"output_limit: found "17M", expected a size from 0 to "16M""#),
    (#""shell": true"#, "shell: unknown key; expected one of name, run, timeout, "),
  ]

  static let wholeFaults: [(text: String, complaint: String)] = [
    ("[]", "found an empty list, expected an object"),
    ("{}", "routes: missing; expected a list of routes"),
    (#"{"routes": {}}"#, "routes: found an object, expected a list of routes"),
    (#"{"routes": [], "route": []}"#, #"route: unknown key; did you mean "routes"?"#),
    (#"{"routes": [], "secrets": []}"#, "secrets: found an empty list, expected an object"),
  ]

  @Test func everyKeyIsRead() throws {
    let file = try Self.file(Self.whole)
    #expect(file.faults.isEmpty)
    let route = try #require(file.routes.first?.route)
    #expect(route.name.description == "deploy")
    #expect(route.match == .field(EventPath(names: ["event"]), .text("push")))
    #expect(route.oneAtATime == (try Template("{{repository}}")))
    #expect(route.retry.retries == 5 && route.retry.base == 2000)
    #expect(route.retry.factor == 3 && route.retry.max == 60_000)
    #expect(route.secrets == ["chat": .file("/chat")])
  }

  @Test func everyKeyOfAStepIsRead() throws {
    let step = try #require(try Self.file(Self.whole).routes.first?.route.step)
    #expect(step.name.description == "pull")
    #expect(step.program == "/bin/deploy")
    #expect(step.arguments == [try Template("--"), try Template("{{payload.after}}")])
    #expect(step.timeout == 90_000)
    #expect(step.folder == "/srv")
    #expect(step.environment.map { $0.name } == ["TOKEN", "REF"])
    #expect(step.environment.map { $0.value.secrets } == [["chat"], []])
    #expect(step.dash)
    #expect(step.outputLimit == 1024)
    #expect(step.paths.map { $0.names } == [["payload", "after"]])
  }

  @Test func whatIsNotSaidHasADefault() throws {
    let file = try Self.file("{\"routes\":[\(Self.route("", step: ""))]}")
    let route = try #require(file.routes.first?.route)
    #expect(route.oneAtATime == nil)
    #expect(route.retry == RetryPolicy())
    #expect(route.retry.retries == 3 && route.retry.base == 1000)
    #expect(route.retry.factor == 2 && route.retry.max == 300_000)
    #expect(route.step.timeout == 600_000)
    #expect(route.step.folder == nil)
    #expect(route.step.environment.isEmpty)
    #expect(!route.step.dash)
    #expect(route.step.outputLimit == 65_536)
  }

  @Test(arguments: faults)
  func aFaultOfARouteIsSaidInOneLine(change: String, complaint: String) throws {
    try Self.expect("routes[0]." + complaint, Self.route(change, step: ""))
  }

  @Test(arguments: stepFaults)
  func aFaultOfAStepIsSaidInOneLine(change: String, complaint: String) throws {
    try Self.expect("routes[0].steps[0]." + complaint, Self.route("", step: change))
  }

  @Test(arguments: ["name", "match", "steps"])
  func aRouteNeedsWhatHasNoDefault(key: String) throws {
    let file = try Self.file(#"{"routes":[\#(Self.route("", step: "", without: key))]}"#)
    let text = "/r.json: routes[0].\(key): missing; expected "
    #expect(file.faults.first?.description.hasPrefix(text) == true)
  }

  @Test(arguments: ["name", "run"])
  func aStepNeedsWhatHasNoDefault(key: String) throws {
    let step = key == "name" ? #"{"run":["/x"]}"# : #"{"name":"x"}"#
    let file = try Self.file(#"{"routes":[{"name":"r","match":{},"steps":[\#(step)]}]}"#)
    let text = "/r.json: routes[0].steps[0].\(key): missing; expected "
    #expect(file.faults.first?.description.hasPrefix(text) == true)
  }

  @Test(arguments: wholeFaults)
  func aFaultNoRouteCanBeBlamedForIsThrown(text: String, complaint: String) {
    let error = #expect(throws: ConfigFault.self) { try Self.file(text) }
    #expect(error?.description == "/r.json: " + complaint)
  }

  @Test func aFaultyRouteStopsItselfAlone() throws {
    let good = Self.route("", step: "")
    let file = try Self.file(#"{"routes":[{"name":"bad","match":1},7,\#(good)]}"#)
    #expect(file.routes.map { $0.route.name.description } == ["plain"])
    #expect(file.routes.map { $0.key } == ["routes[2]"])
    #expect(file.faults.map { $0.route?.description } == ["bad", nil])
    #expect(file.faults.last?.description == "/r.json: routes[1]: found 7, expected an object")
  }

  @Test func aFaultySecretStopsTheRoutesThatUseIt() throws {
    let secrets = #""secrets":{"chat":"hunter2","B c":{"env":"A"}}"#
    let using = Self.route("", step: #""env":{"T":"{{secret.chat}}"}"#)
    let file = try Self.file("{\(secrets),\"routes\":[\(using),\(Self.route("", step: ""))]}")
    #expect(file.routes.count == 1)
    let texts = file.faults.map { $0.description }
    #expect(texts.count == 3)
    #expect(texts[0].hasPrefix("/r.json: secrets.chat: found a string, expected {"))
    #expect(texts[1].hasPrefix("/r.json: secrets.B c: found this name, expected 1 to 48"))
    #expect(
      texts[2] == "/r.json: routes[0].steps[0].env.T: found {{secret.chat}}, "
        + "expected one of the file's own secrets")
    #expect(!texts.joined().contains("hunter2"))
  }

  static func file(_ text: String) throws -> RouteFile {
    let value = try JSONValue.parse(Array(text.utf8), dialect: .config)
    return try RouteFile(value, path: "/r.json")
  }

  /// A plain route with a key given anew or added, in it or in its step.
  static func route(_ change: String, step: String, without missing: String = "") -> String {
    let plainStep = object([("name", #""pull""#), ("run", #"["/bin/true"]"#)], step, "")
    return object(
      [("name", #""plain""#), ("match", "{}"), ("steps", "[\(plainStep)]")], change, missing)
  }

  private static func object(
    _ members: [(String, String)], _ change: String, _ missing: String
  ) -> String {
    let changed = change.split(separator: "\"").first.map(String.init)
    let kept = members.filter { $0.0 != changed && $0.0 != missing }
    let texts = kept.map { "\"\($0.0)\":\($0.1)" } + (change.isEmpty ? [] : [change])
    return "{\(texts.joined(separator: ","))}"
  }

  private static func expect(_ complaint: String, _ route: String) throws {
    let file = try file("{\"secrets\":{\"chat\":{\"env\":\"A\"}},\"routes\":[\(route)]}")
    #expect(file.routes.isEmpty)
    let found = file.faults.map { $0.description }
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("/r.json: " + complaint) == true, "\(found)")
  }
}
