import TestSupport
import Testing

@testable import Common
@testable import spool_runner

struct RouteTableTests {
  @Test func filesAreReadInTheOrderOfTheirNames() throws {
    let files = try Self.files([
      "b.json": ["two", "three"], "a.json": ["one"], ".c.json": ["hidden"], "d.json.bak": ["old"],
      "e": ["none"],
    ])
    let table = try RouteFile.load("/routes.d", files)
    #expect(table.routes.map { $0.name.description } == ["one", "two", "three"])
    #expect(table.faults.isEmpty)
  }

  @Test func ofRoutesWithOneNameNoneIsUsed() throws {
    let files = try Self.files(["a.json": ["x", "y"], "b.json": ["z", "x"]])
    let table = try RouteFile.load("/routes.d", files)
    #expect(table.routes.map { $0.name.description } == ["y", "z"])
    #expect(
      table.faults.map { $0.description } == [
        #"/routes.d/a.json: routes[0].name: found "x", which another route has too, "#
          + "expected a name of its own",
        #"/routes.d/b.json: routes[1].name: found "x", which another route has too, "#
          + "expected a name of its own",
      ])
    let (x, y) = try (#require(SpoolWord("x")), #require(SpoolWord("y")))
    #expect(table.isFaulty(x) && !table.isFaulty(y))
    #expect(table.route(x)?.name == nil && table.route(y)?.name == y)
  }

  @Test func aRouteThatIsGoneIsNotFaulty() throws {
    let files = try Self.files(["a.json": ["x", "x"]])
    let table = try RouteFile.load("/routes.d", files)
    let gone = try #require(SpoolWord("gone"))
    #expect(table.route(gone)?.name == nil)
    #expect(table.retry(of: gone) == nil)
    #expect(!table.isFaulty(gone))
    #expect(table.retry(of: try #require(SpoolWord("x"))) == RetryPolicy())
    #expect(table.faults.count == 2)
  }

  /// It may be the one whose name cannot be read.
  @Test func aRouteThatIsNotFoundBesideANamelessOneIsFaulty() throws {
    let table = try RouteFile.load("/routes.d", try Self.files(["a.json": ["x", "BAD"]]))
    #expect(table.isFaulty(try #require(SpoolWord("gone"))))
    #expect(!table.isFaulty(try #require(SpoolWord("x"))))
    #expect(table.unusable == [.file("/routes.d/a.json", seen: [try #require(SpoolWord("x"))])])
  }

  @Test func aFileThatDoesNotParseStopsItsOwnRoutesOnly() throws {
    let files = try Self.files(["a.json": ["x"]])
    let file = try files.create("/routes.d/b.json", permissions: 0o600)
    try files.write(Array("{\"routes\": [}".utf8), to: file)
    let table = try RouteFile.load("/routes.d", files)
    #expect(table.routes.map { $0.name.description } == ["x"])
    #expect(table.faults[0].description.hasPrefix("/routes.d/b.json: line 1, column 13: "))
    #expect(table.unusable == [.file("/routes.d/b.json", seen: [])])
    #expect(table.isFaulty(try #require(SpoolWord("unknown"))))
  }

  @Test func onlyTheUsualFolderMayBeMissing() throws {
    let files = try Self.files([:])
    #expect(try RouteFile.load("/other", files).routes.isEmpty)
    let error = #expect(throws: ConfigFault.self) {
      try RouteFile.load("/other", files, isNamed: true)
    }
    #expect(error?.description == "/other: cannot be read: No such file or directory")
  }

  @Test func theFolderIsBesideTheConfiguration() {
    #expect(
      RouteFile.folder(beside: "/etc/webhook-spool/config.json") == "/etc/webhook-spool/routes.d")
    #expect(RouteFile.folder(beside: "/config.json") == "/routes.d")
    #expect(RouteFile.folder(beside: "config.json") == "routes.d")
  }

  /// A disk with route files; each route is a plain one of that name.
  private static func files(_ names: [String: [String]]) throws -> any FileSystem {
    let files = SimulatedDisk(ignoring: nil).process("test")
    try files.makeFolder("/routes.d", permissions: 0o755)
    for (name, routes) in names {
      let texts = routes.map { RouteFileTests.route("\"name\":\"\($0)\"", step: "") }
      let file = try files.create("/routes.d/\(name)", permissions: 0o600)
      try files.write(Array("{\"routes\":[\(texts.joined(separator: ","))]}".utf8), to: file)
    }
    return files
  }
}
