import Common
import TestSupport
import Testing

@testable import spool_runner

struct RouteVerdictTests {
  private let bench: ViewBench

  init() throws {
    bench = try ViewBench()
    try bench.put(
      "event.json",
      "{\"source\":\"github\",\"payload\":{\"ref\":\"refs/heads/dev\"},\"event\":\"push\"}")
  }

  private func table(_ routes: String) throws -> RouteTable {
    try bench.put("routes.d/a.json", "{\"routes\":[\(routes)]}")
    return try RouteFile.load("/spool/routes.d", bench.files)
  }

  private func route(_ name: String, _ match: String) -> String {
    "{\"name\":\"\(name)\",\"match\":\(match),\"steps\":[{\"name\":\"s\",\"run\":[\"/bin/true\"]}]}"
  }

  @Test
  func everyRouteSaysWhyItTakesAnEventOrNot() throws {
    let table = try table(
      route("takes", "{\"event\":\"push\"}") + ","
        + route("not", "{\"source\":\"gitea\",\"payload.ref\":\"refs/heads/main\"}"))
    let verdicts = try #require(
      try RouteVerdict.all(table, on: "/spool/event.json", bench.files))
    #expect(verdicts.map(\.route) == ["takes", "not"])
    #expect(verdicts.map(\.matches) == [true, false])
    #expect(
      RouteVerdicts.known(verdicts).text == """

        routes, as they are now
          takes  matches
          not    no       source: found "github", wanted "gitea"
                          payload.ref: found "refs/heads/dev", wanted "refs/heads/main"

        """)
  }

  @Test
  func aDamagedEventHasNoVerdicts() throws {
    try bench.put("torn.json", "{\"source\":")
    let table = try table(route("takes", "{\"event\":\"push\"}"))
    #expect(try RouteVerdict.all(table, on: "/spool/torn.json", bench.files) == nil)
  }

  @Test
  func routesThatCannotBeReadAreNotPassedOver() {
    let verdicts = RouteVerdicts.unknown("/r: cannot be read: Permission denied")
    #expect(verdicts.text == "\nroutes: /r: cannot be read: Permission denied\n")
    var writer = JSONWriter()
    verdicts.write(to: &writer)
    #expect(writer.bytes == Array("null".utf8))
  }
}
