import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Reports of registries, taken through the whole gate.
struct ImageDeliveryTests {
  private static let path = "/api/webhook/\(ReceiverBench.secret)"

  private static func bench(_ keys: String = "") throws -> ReceiverBench {
    try ReceiverBench(
      sources: """
        "images":{"path":"/api/webhook/{secret}","scheme":"path","images":true,\(keys)
         "secret":{"env":"SECRET"}},
        "ghcr":{"path":"/hooks/github","scheme":"github","images":true,\(keys)
         "secret":{"env":"SECRET"}}
        """)
  }

  private static func delivery(_ body: String, path: String = path) -> Delivery {
    Delivery(path: path, headers: [("Content-Type", "application/json")], body: Array(body.utf8))
  }

  private static func sample(_ name: String) throws -> String {
    String(decoding: try VectorLines.file("payloads/\(name)"), as: UTF8.self)
  }

  @Test func aPushIsStoredAsAnEventOfItsOwnType() throws {
    let bench = try Self.bench()
    let reply = try bench.send(Self.delivery(#"{"image": "registry.example/team/app:1.2"}"#))
    #expect(reply.status == 200)
    #expect(reply("status") == "accepted" && reply("event_type") == "image_push")
    let event = try bench.onlyEvent()
    #expect(event.text("event") == "image_push")
    #expect(event.text("source") == "images")
    #expect(event.text("repository") == "team/app")
    #expect(event.text("delivery") == nil)
    #expect(event.payload == Array(#"{"image": "registry.example/team/app:1.2"}"#.utf8))
    #expect(
      String(decoding: event.bytes, as: UTF8.self).contains(
        #""images":[{"registry":"registry.example","name":"team/app","tag":"1.2","digest":null}]"#))
    #expect(bench.names(.incoming)[0].contains(".images.image_push."))
  }

  @Test func anEnvelopeSentAgainIsADuplicate() throws {
    let bench = try Self.bench()
    let envelope = try Self.sample("image/distribution-event.json")
    let media = "application/vnd.docker.distribution.events.v2+json"
    let delivery = Self.delivery(envelope).with("Content-Type", media)
    #expect(try bench.send(delivery)("status") == "accepted")
    let second = try bench.send(delivery)
    #expect(second.status == 200 && second("status") == "duplicate")
    #expect(try bench.onlyEvent().text("delivery") == "asdf-asdf-asdf-asdf-0")
  }

  @Test func aReportWithoutAPushIsIgnored() throws {
    let bench = try Self.bench()
    let layer = try Self.sample("image/private-registry-payload-1-repository.json")
    let reply = try bench.send(Self.delivery(layer))
    #expect(reply.status == 200 && reply("status") == "ignored")
    #expect(reply("reason") == "no_image_pushed")
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test(arguments: [
    (#"{"ref":"main"}"#, 422, #"the payload's member "image" is missing"#),
    (#"{"image":"A/B"}"#, 422, #"the payload's member "image" names no image: "#),
    (#"{"image":"a:1""#, 400, "the payload is not JSON: "),
    (#"[]"#, 400, "the payload is not a JSON object"),
    ("{\"events\":[\(String(repeating: " ", count: 70_000))]}", 422, "the payload's member \"ev"),
  ])
  func whatIsNoReportIsRefused(_ body: String, _ status: Int, _ reason: String) throws {
    let bench = try Self.bench()
    let reply = try bench.send(Self.delivery(body))
    #expect(reply.status == status)
    #expect(reply("error")?.hasPrefix(reason) == true)
    #expect(reply("path") == "/api/webhook/{secret}")
    #expect(bench.names(.incoming).isEmpty)
  }

  @Test(arguments: [
    ("team/*", ["1"]), ("harbor:8443/team/*", ["1"]), ("*", ["1", "2"]),
    ("harbor:8443/*", ["1", "2"]), ("other/*", []),
    ("harbor/team/*", []),
  ])
  func onlyImagesThatFitAGlobAreKept(_ glob: String, _ tags: [String]) throws {
    let bench = try Self.bench(#""repositories":["\#(glob)"],"#)
    let body = """
      {"type":"PUSH_ARTIFACT","event_data":{"resources":[
       {"resource_url":"harbor:8443/team/app:1"},{"resource_url":"harbor:8443/lib/app:2"}]}}
      """
    let reply = try bench.send(Self.delivery(body))
    if tags.isEmpty {
      #expect(reply("reason") == "repository_not_accepted")
      #expect(bench.names(.incoming).isEmpty)
    } else {
      let images = try bench.onlyEvent().members["images"] as? [[String: Any]]
      #expect(images?.map { $0["tag"] as? String } == tags)
    }
  }

  @Test func gitHubsPingIsAnsweredAndItsPackagesAreStored() throws {
    let bench = try Self.bench()
    let ping = try bench.send(.github(#"{"zen":"Keep it."}"#, event: "ping"))
    #expect(ping("status") == "pong" && ping("zen") == "Keep it.")
    let package = try Self.sample("github/package.published.docker.json")
    let reply = try bench.send(.github(package, event: "package", delivery: "d-9"))
    #expect(reply("event_type") == "image_push" && reply("delivery_id") == "d-9")
    let event = try bench.onlyEvent()
    #expect(event.text("action") == "published")
    #expect(event.text("repository") == "codertocat/hello-world")
  }

  @Test(arguments: [(#"["package"]"#, 200), (#"["image_push"]"#, 422), (#"["other"]"#, 200)])
  func eventsMayBeNamedAsTheSenderDoes(_ events: String, _ status: Int) throws {
    let bench = try Self.bench(#""events":\#(events),"#)
    let push = try bench.send(.github(#"{"ref":"main"}"#, event: "push"))
    #expect(push.status == status)
    #expect(push("reason") == (status == 200 ? "unsupported_event_type" : nil))
    let package = try Self.sample("github/package.published.docker.json")
    let reply = try bench.send(.github(package, event: "package", delivery: "d-9"))
    #expect(reply("status") == (events.contains("other") ? "ignored" : "accepted"))
  }
}
