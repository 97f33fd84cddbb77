import Common
import TestSupport
import Testing

@testable import spool_runner

/// Names as the kernel knows them: any bytes but NUL and the slash.
@Suite struct NameBytesTests {
  static let names: [[UInt8]] = [
    [0xFF], [UInt8](repeating: 0xFE, count: 250), [UInt8](repeating: 0x41, count: 250),
    Array("a\u{600}".utf8), Array("é".utf8), Array("e\u{301}".utf8), [0x0A, 0x1B],
  ]

  private static func leave(
    _ name: [UInt8], _ text: String, _ folder: String, _ disk: SimulatedDisk
  ) throws {
    let files = disk.process("person")
    let draft = "\(RunnerScenario.root)/draft"
    let file = try files.create(draft, permissions: 0o644)
    try files.write(Array(text.utf8), to: file)
    files.close(file)
    try files.rename(
      FilePath(draft), to: FilePath("\(RunnerScenario.root)/\(folder)", FileName(name)))
  }

  @Test(arguments: names)
  func aGoodFileIsTakenWhateverItsName(name: [UInt8]) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    let text = #"{"event":"push","payload":{}}"#
    try Self.leave(name + Array(".json".utf8), text, "incoming", scenario.disk)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.tasks().count == 1)
  }

  @Test(arguments: names, ["incoming", "orders", "tmp"])
  func aBadFileIsPutOutOfTheWayWhateverItsName(name: [UInt8], folder: String) throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    try Self.leave(name + Array(".json".utf8), "{", folder, scenario.disk)
    scenario.clock.advance(milliseconds: 61_000)
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names(folder).isEmpty)
    #expect(try scenario.names("rejected").count == (folder == "tmp" ? 0 : 2))
  }

  /// They look the same, and are equal as texts.
  @Test func twoFormsOfOneLetterAreTwoFiles() throws {
    let scenario = try RunnerScenario(routes: PassTests.free)
    for form in ["é.json", "e\u{301}.json"] {
      try Self.leave(Array(form.utf8), "{", "incoming", scenario.disk)
    }
    try scenario.pass(scenario.disk.process("runner"))
    #expect(try scenario.names("incoming").isEmpty)
    #expect(try scenario.names("rejected").count == 4)
  }
}
