import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Arguments, exit statuses, and what is said to a person.
struct CommandLineTests {
  @Test(arguments: ["--help", "-h"])
  func helpIsPrinted(_ word: String) throws {
    let result = try ProgramBench().run([word])
    #expect(result.exit == 0)
    #expect(result.text == Arguments.help)
    #expect(result.error == "")
  }

  @Test func theVersionIsPrinted() throws {
    let result = try ProgramBench().run(["--version"])
    #expect(result.exit == 0)
    #expect(result.text.hasPrefix("webhook-cgi "))
  }

  @Test(arguments: [
    ["--verbose"], ["serve"], ["--config"], ["--config="], ["--listen"], ["--listen", "8080"],
    ["--listen", "127.0.0.1:99999"], ["--listen", ":80"], ["--listen", "host.example:80"],
    ["--check", "more"], ["--help=yes"],
    ["--check=yes"], ["--json"], ["--listen", "127.0.0.1:0", "--json"],
  ])
  func aWrongCommandLineIsUsage(_ words: [String]) throws {
    let result = try ProgramBench().run(words)
    #expect(result.exit == 64)
    #expect(result.output == [])
    #expect(result.error.hasPrefix("webhook-cgi: "))
    #expect(result.error.contains("--help"))
  }

  /// A web server may hand over the query as arguments.
  @Test(arguments: [["--help"], ["--config", "/nowhere"], ["--listen", "127.0.0.1:0"], ["x"]])
  func underAWebServerArgumentsAreIgnored(_ words: [String]) throws {
    let bench = try ProgramBench()
    let delivery = Delivery.github()
    let variables =
      ConversationTests.variables(delivery) + [
        ("GATEWAY_INTERFACE", "CGI/1.1"), ("REQUEST_METHOD", "POST"), ("PATH_INFO", ""),
        ("SCRIPT_NAME", delivery.path), ("REMOTE_ADDR", "192.0.2.7"),
      ]
    let result = try bench.run(
      words, Dictionary(uniqueKeysWithValues: variables), input: delivery.body)
    #expect(result.text.hasPrefix("Status: 200 OK\r\n"))
    #expect(try bench.onlyEvent().text("remote") == "192.0.2.7")
  }

  @Test func aGoodConfigurationIsFoundGood() throws {
    let bench = try ProgramBench()
    let result = try bench.run(["--check"])
    #expect(result.exit == 0)
    #expect(
      result.text
        == "note: \(bench.spool): empty; its folders are made at the first use\nno fault was found\n"
    )
  }

  @Test func aScriptGetsOneObjectAFinding() throws {
    let bench = try ProgramBench()
    try bench.write(#"{"spol":"/x"}"#, to: "config.json")
    let result = try bench.run(["--json", "--check"])
    #expect(result.exit == 78)
    let finding = try JSONValue.parse(Array(result.text.utf8))
    #expect(finding["weight"]?.asString == "fault")
    #expect(finding["key"]?.asString == "spol")
  }

  @Test func whatOnlyTheUnitHasIsNoFault() throws {
    let bench = try ProgramBench()
    try bench.write(
      #"{"spool":"@/spool","keep_free":0,"sources":{"a":{"path":"/a","scheme":"github","secret":"#
        .replacing("@", with: bench.folder.path) + #"[{"env":"NONE"},{"credential":"x"}]}}}"#,
      to: "config.json")
    let result = try bench.run(["--check"])
    #expect(result.exit == 0)
    #expect(result.text.contains("sources.a.secret[1]: secret in credential x: not checked here"))
    #expect(result.text.hasSuffix("\nno fault was found\n"))
  }

  @Test(arguments: [["--config", "@", "--check"], ["--check", "--config=@"]])
  func theConfigurationMayBeNamedOnEitherSide(_ words: [String]) throws {
    let bench = try ProgramBench()
    let result = try bench.run(
      words.map { $0.replacing("@", with: bench.config) }, ["WEBHOOK_CONFIG": "/nowhere"])
    #expect(result.exit == 0)
  }

  static let bad: [(String, [String])] = [
    ("{", ["config.json"]),
    (#"{"sources":{},"spol":"/x"}"#, ["spol", "did you mean \"spool\"?"]),
    (#"{"spool":"@/spool","sources":{"a":{"path":"/a","scheme":"github"}}}"#, ["sources.a.secret"]),
    (
      #"{"spool":"@/spool","sources":{"a":{"path":"/a","scheme":"github","secret":{"file":"@/no"}},"#
        + #""b":{"path":"/b","scheme":"gitea","secret":{"file":"@/nothing"}}}}"#,
      ["sources.a.secret: secret in @/no", "sources.b.secret: secret in @/nothing"]
    ),
    (#"{"spool":"@/missing","sources":{}}"#, ["@/missing"]),
    (#"{"spool":"@/spool","keep_free":1125899906842624,"sources":{}}"#, ["keep_free"]),
  ]

  @Test(arguments: bad)
  func everyFindingIsALine(_ text: String, _ findings: [String]) throws {
    let bench = try ProgramBench()
    try bench.write(text.replacing("@", with: bench.folder.path), to: "config.json")
    let result = try bench.run(["--check"])
    #expect(result.exit == 78)
    let lines = result.text.split(separator: "\n").filter { !$0.hasPrefix("note: ") }
    #expect(lines.count == findings.count || text.contains("spol\""))
    for finding in findings {
      #expect(lines.contains { $0.contains(finding.replacing("@", with: bench.folder.path)) })
    }
  }

  @Test(arguments: [("standard-webhooks", false), ("gitlab", true)])
  func aSecretThatCannotBeAKeyIsFound(_ scheme: String, _ isMarked: Bool) throws {
    let bench = try ProgramBench()
    try bench.write((isMarked ? "whsec_" : "") + "not base 64, 7d1e", to: "key.secret")
    let secret = #"{"file":"\#(bench.folder.path)/key.secret"}"#
    let source = #"{"path":"/a","scheme":"\#(scheme)","secret":\#(secret)}"#
    try bench.write(#"{"spool":"\#(bench.spool)","sources":{"a":\#(source)}}"#, to: "config.json")
    let result = try bench.run(["--check"])
    #expect(result.exit == 78)
    #expect(result.text.contains("sources.a.secret: secret in \(bench.folder.path)/key.secret: "))
    #expect(result.text.contains("it is not base 64, as its scheme needs"))
    #expect(!result.text.contains("7d1e"))
  }

  @Test func aConfigurationThatCannotBeReadIsA500ThatTellsNothing() throws {
    let bench = try ProgramBench()
    try bench.write(#"{"hidden-8a": }"#, to: "config.json")
    let result = try bench.run(input: Delivery.github().bytes)
    #expect(result.exit == 0)
    let reply = try Reply(result.output)
    #expect(reply.status == 500)
    #expect(!reply.text.contains(bench.folder.path))
    #expect(result.error.contains(bench.config))
  }
}
