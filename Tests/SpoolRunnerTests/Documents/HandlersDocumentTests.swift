import TestSupport
import Testing

@testable import Common
@testable import spool_runner

/// `docs/HANDLERS.md` and the code say the same.
struct HandlersDocumentTests {
  private let document: ProjectDocument

  init() throws {
    document = try ProjectDocument("docs/HANDLERS.md")
  }

  @Test func theEnvironmentIsTheOneProgramsGet() throws {
    let event = try #require(EventName("20261120T101502123456Z-9f3a6c01d2e4b58a.a.push.json"))
    let route = try #require(SpoolWord("deploy"))
    let task = TaskID(event: event.id, route: route, run: "1")
    let said = document.rows("What it is given", "variable")
    let given = TaskVariables.of(task, event, attempt: 1)
    #expect(said.flatMap { ProjectDocument.code(in: $0[0]) } == given.map(\.0))
    for (row, (name, value)) in zip(said, TaskVariables.fixed) {
      #expect(ProjectDocument.code(in: row[1]) == [value], "\(name)")
    }
  }

  @Test(arguments: [Int32(0), 1, 99, 100, 101, 255])
  func anExitMeansWhatStandsThere(code: Int32) {
    let rows = document.rows("What it says by its exit", "exit")
    let row = rows.first { $0[0] == "\(code)" } ?? rows.last
    let means =
      switch AttemptResult(.exited(code)) {
      case .delivered: "delivered"
      case .rejected: "never"
      default: "later"
      }
    #expect(row?[1] == means)
  }

  @Test func theTimesAreThoseOfAPass() {
    let time = document.section("Time")
    #expect(PassOptions.grace == 30_000)
    #expect(PassOptions.untilKill == 10_000)
    #expect(time.contains("ten seconds later KILL"))
    #expect(time.contains("running steps get 30 seconds"))
  }
}
