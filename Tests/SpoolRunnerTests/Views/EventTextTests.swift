import Common
import Testing
import TestSupport

@testable import spool_runner

struct EventTextTests {
  private static let now = Moment(microseconds: 1_795_169_762_123_456)
  private let bench: ViewBench
  private let name = EventName(id: ViewBench.event, source: ViewBench.github, event: "push")

  init() throws {
    bench = try ViewBench()
  }

  private func putEvent() throws {
    var event = EventFile(
      id: ViewBench.event, source: ViewBench.github, received: ViewBench.event.moment)
    event.event = "push"
    event.delivery = "72d3162e"
    event.repository = "acme/\u{202E}site"
    event.remote = "192.0.2.7"
    event.headers = [
      EventHeader(name: "content-type", value: "application/json"),
      EventHeader(name: "x-github-event", value: "push"),
    ]
    event.verified = true
    let payload = "{\"number\": 1e400}"
    try bench.put(
      routed: name, String(decoding: event.head() + payload.utf8 + event.tail(), as: UTF8.self))
  }

  private func text(tasks: [TaskDetails]) throws -> String {
    let found = try #require(try EventFinder(spool: bench.spool).find(ViewBench.event))
    let details = try EventDetails(found.path, bench.files)
    return EventText(event: found, details: details, tasks: tasks, verdicts: nil, now: Self.now)
      .text
  }

  @Test
  func anEventIsShownWithItsFieldsAndTasks() throws {
    try putEvent()
    let task = "\(ViewBench.event).deploy.1"
    try bench.put(
      "tasks/failed/2026-11-20/\(task)",
      """
      {"attempt":1,"ended":"2026-11-20T10:15:03.000000Z","outcome":"rejected","to":"failed",\
      "reason":"bad ref","milliseconds":1500,"exit":100}

      """)
    let entries = try TaskSearch(spool: bench.spool).tasks(of: ViewBench.event)
    let tasks = try entries.compactMap { try TaskDetails($0, in: bench.spool) }
    #expect(
      try text(tasks: tasks) == """
        event 20261120T101502123456Z-9f3a6c01d2e4b58a
          state       routed
          source      github
          event       push
          received    2026-11-20 10:15:02 (1 min ago)
          repository  acme/\\u{202e}site
          delivery    72d3162e
          remote      192.0.2.7
          verified    yes
          headers     content-type: application/json
                      x-github-event: push
          payload     17 B (--payload prints it)
          file        /spool/events/2026-11-20/10/\(name)

        tasks
          failed  1 attempt  rejected, exit 100, after 1 s: bad ref  \(task)

        why: spool-runner show \(task)
        again: spool-runner retry \(ViewBench.event)

        """)
  }

  @Test
  func anEventWithoutTasksSaysThatNoRouteMatched() throws {
    try putEvent()
    #expect(try text(tasks: []).hasSuffix("\n\nno tasks: no route matched\n"))
  }

  @Test
  func anEventInIncomingIsNotRoutedYet() throws {
    try bench.put("incoming/\(name)", "{\"payload\":{}}")
    #expect(try text(tasks: []).hasSuffix("\n\nnot routed yet\n"))
  }

  @Test
  func aDamagedFileIsShownByItsName() throws {
    try bench.put(routed: name, "{\"source\":\"github\",")
    let text = try text(tasks: [])
    #expect(text.contains("  event     push\n"))
    #expect(text.contains("\(name) is damaged\n"))
  }

  @Test
  func thePayloadIsReadByteForByte() throws {
    try putEvent()
    let found = try #require(try EventFinder(spool: bench.spool).find(ViewBench.event))
    let details = try #require(try EventDetails(found.path, bench.files))
    let span = try #require(details.payload)
    let bytes = try EventDetails.bytes(span, of: found.path, bench.files)
    #expect(String(decoding: bytes, as: UTF8.self) == "{\"number\": 1e400}")
  }

  @Test
  func aScriptGetsThePayloadAsItIs() throws {
    try putEvent()
    let found = try #require(try EventFinder(spool: bench.spool).find(ViewBench.event))
    let details = try EventDetails(found.path, bench.files)
    var writer = JSONWriter()
    EventJSON.write(
      found, details, [], nil, payload: Array("{\"number\": 1e400}".utf8), to: &writer)
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(text.hasSuffix(",\"tasks\":[],\"routes\":null,\"payload\":{\"number\": 1e400}}"))
    let value = try JSONValue.parse(writer.bytes)
    #expect(value["verified"] == .bool(true))
    #expect(value["payload_bytes"]?.asInteger == 17)
    #expect(value["headers"]?["x-github-event"]?.asString == "push")
  }

  @Test func pushedImagesAreShownAsTheyArePulled() throws {
    var event = EventFile(
      id: ViewBench.event, source: ViewBench.github, received: ViewBench.event.moment)
    event.event = "push"
    event.images = [
      PushedImage(registry: "r.example", name: "team/app", tag: "1", digest: "sha256:0f"),
      PushedImage(registry: "docker.io", name: "library/nginx", tag: nil, digest: "sha256:0f"),
    ]
    try bench.put(
      routed: name, String(decoding: event.head() + "{}".utf8 + event.tail(), as: UTF8.self))
    let shown = try text(tasks: [])
    #expect(shown.contains("  images    r.example/team/app:1@sha256:0f\n"))
    #expect(shown.contains("            docker.io/library/nginx@sha256:0f\n"))
  }
}
