import Common
import TestSupport
import Testing

@testable import spool_runner

struct EventNameReadingTests {
  static let types = ["push", "", "issue comment", "=", "a/b\u{1}", "Push Hook", "日本", "x~"]

  @Test(arguments: types)
  func anEventTypeComesBackFromItsName(type: String) {
    #expect(ViewBench.name("20261120", type).eventType == type)
  }

  @Test
  func oneThatWasCutEndsInATilde() {
    let name = ViewBench.name("20261120", String(repeating: "x", count: 100))
    #expect(name.eventType == String(repeating: "x", count: 79) + "~")
  }
}
