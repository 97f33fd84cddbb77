import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// `webhook-cgi.8` and the code say the same.
struct ReceiverManualTests {
  private let page: String

  init() throws {
    page = try ProjectDocument("docs/man/webhook-cgi.8").text
  }

  static let options = [
    "--config", "--listen", "--max-connections", "--max-per-address", "--max-age", "--idle",
    "--lifetime", "--check", "--json", "--help", "--version",
  ]

  @Test(arguments: options)
  func everyOptionOfTheUsageStandsInThePage(option: String) {
    #expect(Arguments.help.contains(option))
    #expect(page.contains("\n.It Fl \(option.dropFirst())"))
  }

  @Test func theUsageHasNoOtherOption() {
    let options = Arguments.help.matches(of: #/--[a-z-]+/#).map { String($0.0) }
    #expect(Set(options) == Set(Self.options))
  }

  @Test func everyStatusOfARefusalStandsInThePage() {
    let refusals: [Refusal] = [
      .unreadable(status: 400, ""), .unreadable(status: 422, ""),
      .unverified(Unverified(reason: .missing)), .forbidden(""),
      .overLimit(.verified, retryAfter: 1), .unknownPath, .wrongMethod(allowed: ""),
      .tooSlow, .tooLarge(limit: 1), .wrongContentType,
      .misconfigured(""), .unavailable("", retryAfter: 1),
    ]
    let statuses = refusals.map(\.status) + HTTPFault.allCases.map(\.status)
    for status in Set(statuses) { #expect(page.contains("\n.It \(status)\n"), "\(status)") }
  }

  @Test func theExitStatusesAreThoseOfTheUsage() throws {
    let usage = try #require(Arguments.help.components(separatedBy: "exit status:").last)
    let part = try #require(page.components(separatedBy: ".Sh EXIT STATUS\n").last)
    let said = part.components(separatedBy: "\n.Sh ")[0].matches(of: #/\n\.It (\d+)/#)
    #expect(said.map(\.1) == usage.matches(of: #/\d+/#).map(\.0))
  }
}
