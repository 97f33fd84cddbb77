import Common
import TestSupport

@testable import spool_runner

/// A spool on a disk in memory, filled by a test and looked at by a view.
struct ViewBench {
  let disk = SimulatedDisk()
  let files: SimulatedProcess
  let spool: Spool

  /// The event that most tests speak of.
  static let event = id("20261120T101502123456Z-9f3a6c01d2e4b58a")
  static let github = word("github")

  init() throws {
    files = disk.process("view")
    spool = Spool(root: "/spool", files: files)
    try files.makeFolder("/spool", permissions: 0o2755)
    try spool.makeFolders { _ in true }
  }

  /// Writes a file of the spool, with the folders on the way to it.
  func put(_ path: String, _ text: String = "") throws {
    var folder = "/spool"
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      try files.makeFolderIfMissing(folder, permissions: 0o2750)
    }
    let file = try files.create("/spool/\(path)", permissions: 0o640)
    defer { files.close(file) }
    try files.write(Array(text.utf8), to: file)
  }

  func put(routed name: EventName, _ text: String = "") throws {
    try put("events/\(name.id.day)/\(name.id.hour)/\(name)", text)
  }

  /// Somebody who is in none of the spool's groups.
  func stranger() -> Spool {
    Spool(
      root: "/spool",
      files: disk.process("stranger", user: SimulatedUser(id: 4000, group: 4000)))
  }

  static func id(_ text: String) -> EventID {
    guard let id = EventID(text) else { preconditionFailure("no id: \(text)") }
    return id
  }

  static func word(_ text: String) -> SpoolWord {
    guard let word = SpoolWord(text) else { preconditionFailure("no word: \(text)") }
    return word
  }

  static func task(_ text: String) -> TaskID {
    guard let task = TaskID(text) else { preconditionFailure("no task: \(text)") }
    return task
  }

  /// `name("20261120T10", "push")`: an event of github whose other digits are zero.
  static func name(_ start: String, _ event: String, source: String = "github") -> EventName {
    let time = start.contains("T") ? start : start + "T"
    let digits = time + String(repeating: "0", count: 21 - time.utf8.count)
    return EventName(
      id: id("\(digits)Z-0000000000000000"), source: word(source), event: event)
  }
}
