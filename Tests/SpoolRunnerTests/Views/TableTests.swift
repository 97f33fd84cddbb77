import TestSupport
import Testing

@testable import spool_runner

struct TableTests {
  private let table = Table(
    titles: ["A", "LONG", "LAST"], rows: [["xyz", "1", "é"], ["x", "", "y"]])

  @Test
  func aTerminalGetsAlignedColumnsUnderTitles() {
    #expect(table.text(isTerminal: true) == "A    LONG  LAST\nxyz  1     é\nx          y\n")
  }

  @Test
  func aPipeGetsTabsAndNoTitles() {
    #expect(table.text(isTerminal: false) == "xyz\t1\té\nx\t\ty\n")
  }

  @Test
  func noRowsAreNoText() {
    #expect(Table(titles: ["A"]).text(isTerminal: true) == "")
  }

  @Test(arguments: [true, false])
  func textFromOutsideNeitherAddsAColumnNorMovesTheCursor(isTerminal: Bool) {
    let text = Table(titles: ["A"], rows: [["a\tb\u{1B}[2J\n\u{202E}"]]).text(
      isTerminal: isTerminal)
    #expect(text.hasSuffix("a\\u{9}b\\u{1b}[2J\\u{a}\\u{202e}\n"))
  }
}
