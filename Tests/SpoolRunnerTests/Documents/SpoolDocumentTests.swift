import TestSupport
import Testing

@testable import Common
@testable import spool_runner

/// `docs/INTERNALS.md` and the code say the same.
struct SpoolDocumentTests {
  private let document: ProjectDocument

  init() throws {
    document = try ProjectDocument("docs/INTERNALS.md")
  }

  @Test func everySyncIsExplainedAndNoOther() {
    #expect(names("Syncs", "sync") == SyncPoint.allCases.map(\.rawValue))
  }

  @Test func everyFolderStandsThereWithItsMode() {
    let said = document.rows("Folders", "folder").map { row in
      "\(ProjectDocument.code(in: row[0]).joined()) \(row[1].split(separator: " ").last ?? "")"
    }
    let made = SpoolFolder.allCases.map { folder in
      "\(folder.rawValue) \(String(folder.permissions, radix: 8))"
    }
    #expect(said.sorted() == made.sorted())
  }

  @Test func ownersAndModesAreThoseThatAreInstalled() throws {
    let installed = try ProjectDocument("deploy/systemd/webhook-spool.tmpfiles").text
    let rows = document.rows("Folders", "folder")
    #expect(rows.count == SpoolFolder.allCases.count)
    for row in rows {
      let path = "/var/spool/webhook/\(ProjectDocument.code(in: row[0]).joined())"
      let line = installed.split(separator: "\n").map { $0.split(separator: " ") }
        .first { $0.count > 4 && $0[1] == path }
      let words = try #require(line, "\(path)")
      let user = words[3].replacing("webhook-runner", with: "runner")
      #expect(row[1] == "\(user):\(words[4]) \(words[2].drop { $0 == "0" })", "\(path)")
    }
  }

  @Test func everyStateOfATaskHasItsFolder() {
    let folders = Set(names("Folders", "folder"))
    for state in TaskState.allCases { #expect(folders.contains("tasks/\(state.rawValue)")) }
  }

  @Test func everyOrderStandsThereWithItsFields() throws {
    let event = try #require(EventID("20261120T101502123456Z-9f3a6c01d2e4b58a"))
    let route = try #require(SpoolWord("deploy"))
    let task = TaskID(event: event, route: route, run: "1")
    let wishes: [Order.Wish] = [
      .retry(task), .retryEvent(event), .reprocess(event), .cancel(task), .sweep,
    ]
    var fields: [String: [String]] = [:]
    for wish in wishes {
      let bytes = Order(id: event, wish: wish).bytes
      let members = try JSONValue.parse(bytes).memberNames
      let verb = Order(id: event, wish: wish).verb
      fields[verb, default: []] += members.filter { $0 != "order" }
    }
    var said: [String: [String]] = [:]
    for row in document.rows("Orders", "order") {
      said[ProjectDocument.code(in: row[0]).joined()] = ProjectDocument.code(in: row[1])
    }
    #expect(said == fields)
  }

  @Test func everyOutcomeOfAnAttemptIsNamed() throws {
    let rows = document.rows("The task file", "line")
    #expect(rows.count == 3)
    let ended = try #require(rows.first { $0[0].contains(#""ended""#) })
    for outcome in AttemptEnd.Outcome.allCases {
      #expect(ended[2].contains("`\(outcome.rawValue)`"), "\(outcome)")
    }
  }

  @Test func theLinesOfATaskHaveTheMembersThatStandThere() throws {
    let start = AttemptStart(
      attempt: 1, started: "",
      leader: ProcessIdentity(
        number: 1, ticks: 1, place: ProcessPlace(boot: "", namespace: "", cgroup: "")))
    let end = AttemptEnd(
      attempt: 1, tries: 1, ended: "", outcome: .deferred, reason: "", to: .deferred, due: 1,
      milliseconds: 1, exit: 1, output: "")
    let lines: [TaskLine] = [
      .started(start), .ended(end), .ordered(id: "", does: "", at: "", to: .ready),
    ]
    let rows = document.rows("The task file", "line")
    for (line, row) in zip(lines, rows) {
      for name in try JSONValue.parse(line.bytes).memberNames {
        #expect(row[0].contains("\"\(name)\":") || row[2].contains("`\(name)`"), "\(name)")
      }
    }
  }

  @Test func theExampleOfAnEventHasTheMembersThatAreWritten() throws {
    let example = Array(try #require(document.blocks("json").first).utf8)
    let said = try JSONValue.parse(example)
    let id = try #require(said["id"]?.asString.flatMap { EventID($0) })
    var file = EventFile(
      id: id, source: try #require(SpoolWord("github")), received: Moment(milliseconds: 0))
    #expect(said.memberNames == (try members(of: file)))
    file.originalID = "mine"
    file.images = [PushedImage(registry: "r", name: "n", tag: nil, digest: nil)]
    #expect(try members(of: file).contains("images"))
    #expect(document.section("The event file").contains("`images`"))
    #expect(try members(of: file).contains("original_id"))
    #expect(document.section("The event file").contains("`original_id`"))
  }

  @Test func theExamplesOfNamesAreNames() throws {
    let lines = try #require(document.blocks("names").first).split(separator: "\n")
    #expect(lines.count == 4)
    #expect(EventName(Self.last(lines[0])) != nil)
    #expect(EventName(Self.last(lines[1])) != nil)
    #expect(TaskName(Self.last(lines[2])) != nil)
    #expect(TaskID(Self.last(lines[3])) != nil)
    let id = try #require(EventName(Self.last(lines[1]))?.id)
    #expect(lines[1].hasPrefix("events/\(id.day)/\(id.hour)/"))
  }

  private func members(of file: EventFile) throws -> [String] {
    try JSONValue.parse(file.head() + Array("{}".utf8) + file.tail()).memberNames
  }

  private func names(_ section: String, _ heading: String) -> [String] {
    document.rows(section, heading).flatMap { ProjectDocument.code(in: $0[0]) }
  }

  private static func last(_ path: Substring) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}

extension JSONValue {
  /// The names of an object's members, in their order.
  fileprivate var memberNames: [String] {
    if case .object(let members) = self { members.map(\.name) } else { [] }
  }
}
