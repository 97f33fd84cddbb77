import TestSupport
import Testing

@testable import Common
@testable import spool_runner

struct EventValuesTests {
  @Test func onlyWhatIsAskedForIsRead() throws {
    let paths = try ["event", "payload.head.n", "payload.none", "payload.nothing"]
      .map { try EventPath(event: $0) }
    let values = try #require(try Self.read("{\(EventSample.push)}", paths))
    #expect(values.value(paths[0]) == .string("push"))
    #expect(values.value(paths[1]) == .object([JSONMember("deep", .string("er"))]))
    #expect(values.value(paths[2]) == .null)
    #expect(values.value(paths[3]) == nil)
    #expect(values.value(try EventPath(event: "source")) == nil)
  }

  /// Files of a receiver that did not write these members yet.
  @Test func anEventWithoutNumberAndSenderIsReadable() throws {
    let paths = try ["number", "sender", "repository"].map { try EventPath(event: $0) }
    let older = try #require(try Self.read("{\(EventSample.push)}", paths))
    #expect(paths.map { older.value($0)?.asString } == [nil, nil, "acme/site"])
    let text = #"{"number":7,"sender":"octocat",\#(EventSample.push)}"#
    let newer = try #require(try Self.read(text, paths))
    #expect(newer.value(paths[0])?.asInteger == 7)
    #expect(newer.value(paths[1]) == .string("octocat"))
  }

  @Test func thereMayBeMorePathsThanOnePassTakes() throws {
    let names = (0..<150).map { "n\($0)" }
    let members = names.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",")
    let paths = names.map { EventPath(names: ["payload", $0]) }
    let values = try #require(try Self.read("{\"payload\":{\(members)}}", paths + paths))
    #expect(paths.map { values.value($0)?.asString } == names)
  }

  @Test(arguments: ["", "[]", "{", #"{"payload":{"a":1,"a":2}}"#, #"{"payload":01}"#])
  func aDamagedEventHasNoValues(text: String) throws {
    let values = try Self.read(text, [EventPath(names: ["payload", "a"])])
    let isDamaged = if case nil = values { true } else { false }
    #expect(isDamaged)
  }

  @Test func secretsAreReadByTheirNames() throws {
    let files = SimulatedDisk(ignoring: nil).process("test")
    let references = ["a": SecretReference.env("A"), "b": .env("B")]
    let secrets = try NamedSecrets.resolve(references, files) { $0 == "A" ? "1" : "2" }
    #expect(secrets["a"]?.bytes == Array("1".utf8))
    #expect(secrets["c"]?.bytes == nil)
    #expect(Set(secrets.all.map { $0.bytes }) == [Array("1".utf8), Array("2".utf8)])
    #expect(throws: SecretFault.self) { try NamedSecrets.resolve(references, files) { _ in nil } }
  }

  private static func read(_ text: String, _ paths: [EventPath]) throws -> EventValues? {
    let files = SimulatedDisk(ignoring: nil).process("test")
    let file = try files.create("/event", permissions: 0o600)
    try files.write(Array(text.utf8), to: file)
    return try EventValues.read("/event", paths, files)
  }
}
