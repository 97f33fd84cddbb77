import Common
import TestSupport
import Testing

@testable import spool_runner

struct SpoolFindingsTests {
  private func texts(_ bench: ViewBench) -> [String] {
    SpoolFindings(spool: bench.spool).all().map(\.text)
  }

  @Test
  func aSpoolAsItIsMadeHasNoFindings() throws {
    #expect(texts(try ViewBench()).isEmpty)
  }

  @Test
  func aWrongModeIsAFindingThatSaysWhatToDo() throws {
    let bench = try ViewBench()
    try bench.disk.change("/spool/incoming", permissions: 0o777)
    #expect(texts(bench) == ["/spool/incoming: has mode 777: chmod 3770"])
  }

  @Test
  func aFolderOfAnotherUserIsAFinding() throws {
    let bench = try ViewBench()
    try bench.disk.change("/spool/state", owner: 33)
    #expect(texts(bench) == ["/spool/state: belongs to user 33, and the spool to 0: chown it"])
  }

  @Test
  func aMissingFolderIsOnlyANote() throws {
    let bench = try ViewBench()
    try bench.files.removeFolder("/spool/orders")
    #expect(texts(bench) == ["note: /spool/orders: missing; the next run makes it"])
  }

  @Test
  func aFileInAFoldersPlaceIsAFinding() throws {
    let bench = try ViewBench()
    try bench.files.removeFolder("/spool/orders")
    try bench.put("orders")
    #expect(texts(bench) == ["/spool/orders: is no folder"])
  }

  @Test
  func aSpoolOfAHigherFormatIsTheOnlyFinding() throws {
    let bench = try ViewBench()
    try bench.put("format", "2\n")
    try bench.disk.change("/spool/incoming", permissions: 0o777)
    #expect(texts(bench).count == 1)
    #expect(texts(bench).first?.hasPrefix("/spool/format: ") == true)
  }

  @Test
  func aMissingSpoolIsNeverMade() throws {
    let bench = try ViewBench()
    let findings = SpoolFindings(spool: Spool(root: "/none", files: bench.files)).all()
    #expect(findings.map(\.place) == ["/none"])
    #expect(findings.first?.weight == .fault)
  }
}
