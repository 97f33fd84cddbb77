import Testing

@testable import Common

struct FindingReportTests {
  private let fault = Finding.fault("/a", key: "b.c", "wrong")
  private let note = Finding.note("/a", "not looked at")

  @Test func nothingIsGood() {
    #expect(FindingReport([]).text(asJSON: false) == "good\n")
    #expect(FindingReport([]).text(asJSON: true) == "")
    #expect(FindingReport([]).status == .done)
  }

  @Test func notesAloneAreNoFailureAndNotGoodEither() {
    let report = FindingReport([note])
    #expect(report.text(asJSON: false) == "note: /a: not looked at\nno fault was found\n")
    #expect(report.status == .done)
  }

  @Test func aFaultIsAFailure() {
    let report = FindingReport([fault, note])
    #expect(report.text(asJSON: false) == "/a: b.c: wrong\nnote: /a: not looked at\n")
    #expect(report.status == .configuration)
  }

  @Test func aScriptGetsOneObjectAFinding() {
    #expect(
      FindingReport([fault, note]).text(asJSON: true)
        == #"{"weight":"fault","place":"/a","key":"b.c","message":"wrong"}"# + "\n"
        + #"{"weight":"note","place":"/a","key":null,"message":"not looked at"}"# + "\n")
  }

  @Test func whatAFindingShowsCannotBreakItsLine() {
    #expect(Finding.fault("/a\n", "\u{1B}[2J").text == "/a\\u{a}: \\u{1b}[2J")
  }
}
