import Common
import TestSupport
import Testing

@testable import spool_runner

/// Damaged files of the spool: a cut, a flipped bit or a stranger's line is noticed, never obeyed
/// in part.
struct SpoolFileFuzzTests {
  static let id = "20261120T101502123456Z-9f3a6c01d2e4b58a"

  static let events = [
    #"{"source":"github","received":"2026-11-20T10:15:02.123456Z","remote":"192.0.2.7","#
      + #""headers":{"content-type":"application/json","x-github-event":"push"},"traceparent":null,"#
      + #""payload":{"ref":"main","n":[1e400,"\ud800"]},"event":"push","action":null,"#
      + #""delivery":"d-1","repository":"acme/site","verified":true,"id":"\#(id)"}"# + "\n",
    #"{"event":"a","payload":{},"id":"mine","headers":{"a":"b"},"body_base64":"QQ=="}"#,
  ].map { Array($0.utf8) }

  static let jsonWords = [
    "{", "}", "[", "]", ",", ":", "\"", "null", "true", "\\u0000", "\"event\":\"x\",",
    "\"payload\":", "\"source\":\"a\",", "\"id\":", "\n",
  ]

  @Test func anEventFileIsReadWholeOrNotAtAll() throws {
    let process = SimulatedDisk(ignoring: nil).process("test")
    let file = try process.create("/event.json", permissions: 0o600)
    process.close(file)
    let report = Fuzzing("event files", samples: Self.events, words: Self.jsonWords).run { bytes in
      do {
        let dropped = try Self.write(bytes, process) { try DroppedFile.read($0, process) }
        let origin = try EventOrigin.read("/event.json", process)
        return Self.check(dropped, origin, bytes)
      } catch {
        return .wrong("\(error)")
      }
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  private static func write(
    _ bytes: [UInt8], _ process: SimulatedProcess, _ read: (Descriptor) throws -> DroppedFile?
  ) throws -> DroppedFile? {
    try process.remove("/event.json")
    let written = try process.create("/event.json", permissions: 0o600)
    try process.write(bytes, to: written)
    process.close(written)
    let file = try process.open("/event.json")
    defer { process.close(file) }
    return try read(file)
  }

  private static func check(
    _ dropped: DroppedFile?, _ origin: EventOrigin?, _ bytes: [UInt8]
  ) -> FuzzVerdict {
    guard let dropped else { return .refused }
    guard dropped.payload.upperBound <= bytes.count, !dropped.event.isEmpty,
      (try? JSONValue.parse(Array(bytes[dropped.payload]))) != nil || Self.repeats(bytes)
    else { return .wrong("the payload is no value of its own") }
    if let origin, origin.event != dropped.event { return .wrong("two readers, two events") }
    return .accepted
  }

  /// The payload may have a name twice, which only the one who reads it minds.
  private static func repeats(_ bytes: [UInt8]) -> Bool {
    do throws(JSONError) {
      _ = try JSONValue.parse(bytes)
      return false
    } catch {
      if case .repeatedName = error { return true }
      return false
    }
  }

  static let wishes = [
    #"{"order":"retry","task":"\#(id).deploy.1"}"#, #"{"order":"retry","event":"\#(id)"}"#,
    #"{"order":"reprocess","event":"\#(id)"}"#, #"{"order":"cancel","task":"\#(id).deploy.1"}"#,
    #"{"order":"sweep"}"#,
  ].map { Array($0.utf8) }

  @Test func anOrderIsWrittenAsItWasUnderstood() throws {
    let id = try #require(EventID(Self.id))
    let words = Self.jsonWords + ["retry", "cancel", "\"task\":", Self.id, ".deploy.1"]
    let report = Fuzzing("orders", samples: Self.wishes, words: words).run { bytes in
      guard let order = Order(id: id, bytes: bytes) else { return .refused }
      return Order(id: id, bytes: order.bytes) == order ? .accepted : .wrong("written otherwise")
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  /// Lines only count when they are whole, and a line that counts is written the same again.
  @Test func ofATaskFileTheWholeLinesCount() {
    let samples = [TaskLineTests.lines.flatMap(\.bytes)] + TaskLineTests.lines.map(\.bytes)
    let words = Self.jsonWords + ["{\"attempt\":2,", "\"to\":\"done\"", "\"pid\":", "-1", "\n\n"]
    let report = Fuzzing("task files", samples: samples, words: words).run { bytes in
      let history = TaskHistory(bytes)
      guard TaskHistory(history.lines.flatMap(\.bytes)).lines == history.lines else {
        return .wrong("written otherwise")
      }
      guard history.isTorn == (bytes.last.map { $0 != UInt8(ascii: "\n") } ?? false) else {
        return .wrong("torn or not")
      }
      let closed = TaskHistory(bytes + [UInt8(ascii: "\n")])
      guard closed.lines.starts(with: history.lines) else { return .wrong("a line was lost") }
      return history.lines.isEmpty ? .refused : .accepted
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  @Test func aDamagedRouteFileIsReadOrComplainedAbout() {
    let words =
      Self.jsonWords + ["{{", "}}", "{{payload.x?}}", "\"match\":", "\"any\": [", "{{secret."]
    let samples = [Array(RouteFileTests.whole.utf8)]
    let report = Fuzzing("routes", samples: samples, words: words).run { bytes in
      guard let value = try? JSONValue.parse(bytes, dialect: .config) else { return .refused }
      do throws(ConfigFault) {
        let file = try RouteFile(value, path: "/r.json")
        return file.faults.allSatisfy { Self.isPlain($0.fault) } ? .accepted : .wrong("no line")
      } catch {
        return Self.isPlain(error) ? .refused : .wrong("no plain line: \(error)")
      }
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  private static func isPlain(_ fault: ConfigFault) -> Bool {
    let text = fault.description
    return text.hasPrefix("/r.json: ") && text.unicodeScalars.allSatisfy { $0.value >= 0x20 }
  }
}
