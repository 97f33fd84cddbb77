import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Members that a source demands of its payloads.
struct RequiredMembersTests {
  static let require = #"""
    "require":{"*":["repository.full_name"],"pull_request*":["number",["pull","a.b"]],"x":"y"},
    """#

  @Test(arguments: [
    ("push", #"{"repository":{"full_name":"a/b"}}"#, nil),
    ("push", #"{"repository":{"full_name":null}}"#, nil),
    ("push", #"{"repository":{}}"#, "repository.full_name"),
    ("push", "{}", "repository.full_name"),
    ("pull_request", #"{"repository":{"full_name":"a"},"pull":{"a.b":1}}"#, "number"),
    ("pull_request_review", #"{"repository":{"full_name":"a"},"number":1}"#, "pull.a.b"),
    ("pull_request", #"{"repository":{"full_name":"a"},"number":1,"pull":{"a.b":[]}}"#, nil),
    ("x", #"{"repository":{"full_name":"a"}}"#, "y"),
  ])
  func whatIsMissingIsNamed(_ event: String, _ body: String, _ missing: String?) throws {
    let bench = try ReceiverBench(source: Self.require)
    let reply = try bench.send(.github(body, event: event))
    #expect(reply.status == (missing == nil ? 200 : 422))
    #expect(reply("error") == missing.map { #"the payload's member "\#($0)" is missing"# })
    #expect(bench.names(.incoming).count == (missing == nil ? 1 : 0))
  }

  @Test func theEventMayStandInThePayload() throws {
    let sender = Sender(.stripe)
    let bench = try sender.bench(#""require":{"invoice.*":["data"],"charge.*":["other"]},"#)
    let start = #"{"type":"invoice.paid","id":"1""#
    #expect(try bench.send(sender.delivery(start + "}")).status == 422)
    #expect(try bench.send(sender.delivery(start + #","data":1}"#)).status == 200)
  }

  @Test func aForgerIsToldNothing() throws {
    let bench = try ReceiverBench(source: Self.require)
    #expect(try bench.send(.github("{}", secret: "another")).status == 401)
  }

  @Test func moreThanOnePassCanLookForIsRefused() throws {
    let paths = (0...RequiredPaths.limit).map { #""p\#($0)""# }.joined(separator: ",")
    let bench = try ReceiverBench(source: #""require":{"*":[\#(paths)]},"#)
    #expect(try bench.send(.github("{}")).status == 500)
    let reason = try #require(try bench.journal().last?["reason"]?.asString)
    #expect(reason.contains("require: found 33 paths, expected at most 32"))
  }
}
