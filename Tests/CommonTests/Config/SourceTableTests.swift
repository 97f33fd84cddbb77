import Testing

@testable import Common

struct SourceTableTests {
  private static let good = #""scheme":"github","secret":{"env":"A"}"#
  private static let text = """
    {"sources": {
      "broken": {"path": "/broken", "scheme": "gopher"},
      "a": {"path": "/a", \(good)},
      "b": {"path": "/b", \(good)},
      "twin1": {"path": "/twin", \(good)},
      "twin2": {"path": "/twin", \(good)},
      "lost": 7
    }}
    """

  @Test(arguments: ["manual", "webhook-spool"])
  func namesOfEventsThatCameInNoRequestAreReserved(_ name: String) throws {
    let source = #""\#(name)":{"path":"/x","scheme":"none"}"#
    let found = try ConfigSample.complaints(#"{"sources":{\#(source)}}"#)
    #expect(found.first?.contains("sources.\(name): found a name of events") == true)
  }

  @Test func aSourceIsFoundByItsPathWhateverTheOthersAre() throws {
    let sources = try ConfigSample(Self.text).load().sources
    #expect(try sources.source(at: "/a".utf8)?.name.description == "a")
    #expect(try sources.source(at: "/b".utf8)?.name.description == "b")
    #expect(try sources.source(at: "/c".utf8)?.name == nil)
    #expect(try sources.source(at: "/A".utf8)?.name == nil)
    #expect(try sources.source(named: "a")?.path.description == "/a")
    #expect(try sources.source(named: "c")?.name == nil)
  }

  @Test func aFaultyPathStopsItsSourceAlone() throws {
    let sources = try ConfigSample(Self.text).load().sources
    #expect(throws: ConfigFault.self) { try sources.source(at: "/broken".utf8) }
    #expect(throws: ConfigFault.self) { try sources.source(named: "lost") }
    let all = sources.all()
    #expect(all.sources.map { $0.name.description } == ["a", "b"])
    #expect(
      all.faults.map { $0.key } == [
        "sources.broken.scheme", "sources.twin1.path", "sources.twin2.path", "sources.lost",
      ])
  }

  @Test func twoSourcesOnOnePathAreBothRefused() throws {
    let sources = try ConfigSample(Self.text).load().sources
    let error = #expect(throws: ConfigFault.self) { try sources.source(at: "/twin".utf8) }
    #expect(
      error?.description == #"/config.json: sources.twin1.path: found "/twin", "#
        + "which twin2 has too, expected a path of its own")
  }
}
