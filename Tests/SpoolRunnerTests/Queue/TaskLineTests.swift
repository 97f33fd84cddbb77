import Common
import Testing

@testable import spool_runner

@Suite struct TaskLineTests {
  static func started(_ attempt: Int) -> TaskLine {
    .started(
      AttemptStart(
        attempt: attempt, started: "2026-11-20",
        leader: ProcessIdentity(
          number: 42, ticks: 77,
          place: ProcessPlace(boot: "b\"oot", namespace: "pid:[1]", cgroup: "/a"))))
  }

  static func ended(_ attempt: Int, _ outcome: AttemptEnd.Outcome = .deferred) -> TaskLine {
    .ended(
      AttemptEnd(
        attempt: attempt, ended: "2026-11-20", outcome: outcome, reason: "why\n", to: .deferred,
        due: 1_795_169_702_000, milliseconds: 5, exit: 1, output: "out\u{1}"))
  }

  static let bare = TaskLine.ended(
    AttemptEnd(
      attempt: 1, ended: "2026-11-20", outcome: .delivered, reason: nil, to: .done, due: nil,
      milliseconds: nil, exit: nil, output: nil))

  static let retry = TaskLine.ordered(id: "7", does: "retry", at: "2026-11-20", to: .ready)

  static let lines: [TaskLine] =
    [started(3), bare, retry] + AttemptEnd.Outcome.allCases.map { ended(2, $0) }

  @Test(arguments: lines)
  func aLineReadsAsItWasWritten(line: TaskLine) {
    #expect(line.bytes.last == UInt8(ascii: "\n"))
    #expect(line.bytes.count(where: { $0 == UInt8(ascii: "\n") }) == 1)
    #expect(TaskLine(line.bytes.dropLast()) == line)
  }

  @Test(arguments: ["", "\0\0\0", "{", "[]", "{}", #"{"attempt":1}"#, #"{"order":"7"}"#])
  func whatIsNoLineIsIgnored(text: String) {
    let history = TaskHistory(Self.started(1).bytes + Array("\(text)\n".utf8))
    #expect(history.lines == [Self.started(1)])
    #expect(!history.isTorn)
  }

  @Test(arguments: ["\0\0", "{\"attempt\":2,", "x"])
  func aLineWithoutItsEndIsTorn(text: String) {
    let history = TaskHistory(Self.started(1).bytes + Array(text.utf8))
    #expect(history.isTorn)
    #expect(history.lines == [Self.started(1)])
  }

  /// An end as this version writes it, with the tries until then.
  static func counted(_ attempt: Int, tries: Int) -> TaskLine {
    .ended(
      AttemptEnd(
        attempt: attempt, tries: tries, ended: "2026-11-20", outcome: .deferred, reason: nil,
        to: .deferred, due: 1, milliseconds: nil, exit: nil, output: nil))
  }

  static let tries: [(lines: [TaskLine], attempt: Int, tries: Int)] = [
    ([], 1, 1), ([started(1), ended(1)], 2, 2), ([ended(1), ended(2)], 3, 3),
    ([ended(1), ended(2), retry], 3, 1), ([ended(1), retry, ended(2)], 3, 2),
    ([retry], 1, 1), ([ended(1), retry, ended(2), retry], 3, 1),
    ([counted(7, tries: 2)], 8, 3), ([counted(7, tries: 2), started(8)], 8, 3),
    ([counted(7, tries: 2), retry], 8, 1), ([ended(1), retry, counted(2, tries: 1)], 3, 2),
    ([ended(1), .ordered(id: "8", does: "cancel", at: "", to: .cancelled)], 2, 2),
  ]

  @Test(arguments: tries)
  func triesAreCountedSinceTheLastRetry(row: (lines: [TaskLine], attempt: Int, tries: Int)) {
    let history = TaskHistory(row.lines.flatMap(\.bytes))
    #expect(history.tries(upTo: row.attempt) == row.tries)
  }

  @Test func aHistoryFindsTheLinesOfAnAttempt() {
    let history = TaskHistory([Self.ended(1), Self.started(2), Self.retry].flatMap(\.bytes))
    #expect(history.attempts == 2)
    #expect(history.end(of: 1) != nil)
    #expect(history.end(of: 2) == nil)
    #expect(history.start(of: 2)?.leader.number == 42)
    #expect(history.start(of: 1) == nil)
    #expect(history.isAhead(of: 1))
    #expect(!history.isAhead(of: 2))
  }

  static let settlements: [(result: AttemptResult, tries: Int, becomes: Settlement)] = [
    (.delivered, 9, .complete), (.cancelled, 9, .cancel),
    (.rejected(reason: "no"), 1, .fail(reason: "no")),
    (.deferred(reason: "b"), 1, .defer(until: 1500, reason: "b")),
    (.deferred(reason: "b"), 3, .defer(until: 3000, reason: "b")),
    (.cut(reason: "c"), 2, .defer(until: 2000, reason: "c")),
    (.deferred(reason: "b"), 4, .fail(reason: "gave up after 4 tries: b")),
    (.stopped, 2, .defer(until: 2000, reason: stop)),
    // The last try: one more, once.
    (.stopped, 4, .defer(until: 3000, reason: stop)),
    (.stopped, 5, .fail(reason: "gave up after 5 tries: \(stop)")),
    (.deferred(reason: "b"), 5, .fail(reason: "gave up after 5 tries: b")),
  ]
  static let stop = "the runner was told to end"

  @Test(arguments: settlements)
  func theResultAndTheTriesDecide(row: (result: AttemptResult, tries: Int, becomes: Settlement)) {
    let settlement = Settlement(
      row.result, tries: row.tries, retry: RetryPolicy(), now: 1000, jitter: 0)
    #expect(settlement == row.becomes)
  }

  @Test func aTaskWithoutItsRouteIsNotTriedAgain() {
    let settlement = Settlement(
      .deferred(reason: "b"), tries: 1, retry: nil, now: 1000, jitter: 0)
    #expect(settlement == .fail(reason: "b"))
  }
}
