import Common
import TestSupport
import Testing

@testable import spool_runner

struct TaskTextTests {
  private static let now = Moment(microseconds: 1_795_169_762_123_456)
  private static let task = ViewBench.task("\(ViewBench.event).deploy.1")
  private static let history = """
    {"attempt":1,"started":"2026-11-20T10:15:02.223456Z","pid":123,"ticks":9,"boot":"b"}
    {"attempt":1,"ended":"2026-11-20T10:15:03.223456Z","outcome":"deferred","reason":"no\\u001banswer",\
    "to":"deferred","due":1795169822123,"milliseconds":1000,"exit":75,"output":"one\\ntwo\\u001b\\n"}
    {"order":"20261120T101600000000Z-0000000000000001","does":"retry","at":\
    "2026-11-20T10:16:00.000000Z","to":"ready"}
    {"attempt":2,"started":"2026

    """

  private func details(_ file: String, _ state: TaskState, _ history: String) throws -> TaskDetails
  {
    let entry = try #require(
      TaskEntry(file: file, state: state, day: state.isEnded ? "2026-11-20" : nil))
    return TaskDetails(
      entry: entry, path: "/spool/x", history: TaskHistory(Array(history.utf8)))
  }

  @Test
  func aTaskIsShownWithEveryWholeLineOfItsHistory() throws {
    let name = EventName(id: ViewBench.event, source: ViewBench.github, event: "push")
    let details = try details("\(Self.task),1,1795169822123,-,-", .deferred, Self.history)
    #expect(
      TaskText(details: details, event: name, now: Self.now).text == """
        task \(Self.task)
          state     deferred
          event     github push, \(ViewBench.event)
          route     deploy
          run       first
          attempts  1
          due       2026-11-20 10:17:02 (in 1 min)
          file      /spool/x

        history
          2026-11-20 10:15:02.223  attempt 1  began as process 123
          2026-11-20 10:15:03.223  attempt 1  deferred, exit 75, after 1 s: no\\u{1b}answer; \
        next at 2026-11-20 10:17:02
              | one
              | two\\u{1b}
          2026-11-20 10:16:00.000  order      retry, now ready (20261120T101600000000Z-\
        0000000000000001)

        at once: spool-runner retry \(Self.task)

        """)
  }

  static let ends: [(state: TaskState, end: String)] = [
    (.failed, "\nagain: spool-runner retry \(task)\n"),
    (.cancelled, "\nagain: spool-runner retry \(task)\n"),
    (.done, "no attempt yet\n"),
  ]

  @Test(arguments: ends)
  func whatCanBeDoneIsSaidLast(state: TaskState, end: String) throws {
    let details = try details("\(Self.task)", state, "")
    let text = TaskText(details: details, event: nil, now: Self.now).text
    #expect(text.hasSuffix(end))
    #expect(text.contains("  state     \(state.rawValue) on 2026-11-20\n"))
    #expect(text.contains("  event     \(ViewBench.event) (gone)\n"))
  }

  @Test
  func aScriptGetsTheLinesAsTheyAre() throws {
    let details = try details("\(Self.task)", .failed, Self.history)
    var writer = JSONWriter()
    TaskJSON.write(details, to: &writer)
    let value = try JSONValue.parse(writer.bytes)
    #expect(value["day"]?.asString == "2026-11-20")
    #expect(value["attempts"]?.asInteger == 1)
    guard case .array(let lines) = value["history"] else {
      Issue.record("no history")
      return
    }
    #expect(lines.count == 3)
    #expect(lines[1]["exit"]?.asInteger == 75)
  }
}
