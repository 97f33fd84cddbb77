import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// A wrong path secret and a path of no source do the same work.
struct SecretPathCostTests {
  static let sources = #"""
    "github":{"path":"/hooks/github","scheme":"github","secret":{"env":"SECRET"}},
    "one":{"path":"/one/{secret}","scheme":"path","secret":{"file":"/one"}},
    "two":{"path":"/two/{secret}/x","scheme":"path","secret":[{"file":"/a"},{"file":"/b"}]},
    "broken":{"path":"/three/{secret}","scheme":"path"}
    """#

  @Test func theyMakeTheSameCalls() throws {
    let bench = try ReceiverBench(sources: Self.sources)
    for name in ["one", "a", "b"] { try bench.files.put("secret-\(name)", at: "/\(name)") }
    let paths = ["/nowhere", "/one/wrong", "/two/wrong/x", "/one/secret-a", "/hooks/gitea", "/"]
    let costs = try (["/first"] + paths).map { path in
      let process = bench.disk.process("receiver")
      let stream = ScriptedStream(Delivery.github().changed { $0.path = path }.bytes)
      try bench.serve(stream, process)
      #expect(try Reply(stream.written).status == 404)
      return process.calls(.every)
    }
    // The first one makes the journal's file.
    #expect(Set(costs.dropFirst()).count == 1, "\(zip(["/first"] + paths, costs).map { $0 })")
    #expect(costs[1] > 9)
  }
}
