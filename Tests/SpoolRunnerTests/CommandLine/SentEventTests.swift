import Common
import Testing

@testable import spool_runner

struct SentEventTests {
  private static let lab = ViewBench.word("lab")

  static let files: [(file: String, sent: String)] = [
    (
      "{\"event\":\"push\",\"payload\":{}}",
      "{\"source\":\"lab\",\"event\":\"push\",\"payload\":{}}\n"
    ),
    (
      " {\n \"event\": \"push\", \"payload\": {\"a\": 1e400} } \n",
      "{\"source\":\"lab\",\n \"event\": \"push\", \"payload\": {\"a\": 1e400} }\n"
    ),
    (
      "{\"source\":\"lab\",\"event\":\"push\",\"payload\":{},\"id\":\"x\"}",
      "{\"source\":\"lab\",\"event\":\"push\",\"payload\":{},\"id\":\"x\"}\n"
    ),
  ]

  @Test(arguments: files)
  func aFileKeepsItsBytesAndGetsItsSource(file: String, sent: String) throws {
    let event = try SentEvent(file: Array(file.utf8), source: Self.lab)
    #expect(String(decoding: event.bytes, as: UTF8.self) == sent)
  }

  static let faults: [(file: String, fault: SentEvent.Fault)] = [
    ("[]", .noObject),
    ("{}", .noEvent),
    ("{\"event\":\"\",\"payload\":{}}", .noEvent),
    ("{\"event\":1,\"payload\":{}}", .noEvent),
    ("{\"event\":\"push\"}", .noPayload),
    ("{\"event\":\"push\",\"payload\":[]}", .noPayload),
    ("{\"event\":\"push\",\"payload\":{},\"source\":\"github\"}", .otherSource("github")),
    (
      "{\"event\":\"push\",\"event\":\"push\",\"payload\":{}}",
      .notJSON(.repeatedName(path: "event"))
    ),
  ]

  @Test(arguments: faults)
  func whatIsNoEventIsRefused(file: String, fault: SentEvent.Fault) {
    #expect(throws: fault) { try SentEvent(file: Array(file.utf8), source: Self.lab) }
  }

  @Test
  func aPayloadAloneIsWrappedByteForByte() throws {
    let event = try SentEvent(
      payload: Array("\n{\"a\": 1e0}".utf8), event: "a\"b",
      source: Self.lab)
    #expect(
      String(decoding: event.bytes, as: UTF8.self)
        == "{\"source\":\"lab\",\"event\":\"a\\\"b\",\"payload\":{\"a\": 1e0}}\n")
    #expect(throws: SentEvent.Fault.noPayload) {
      try SentEvent(payload: Array("[1]".utf8), event: "push", source: Self.lab)
    }
  }
}
