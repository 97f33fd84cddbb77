import Foundation
import TestSupport
import Testing

@testable import Common
@testable import spool_runner

/// The page and the decoders say the same.
struct ConfigurationDocumentTests {
  static let keys: [(section: String, heading: String, keys: [String])] = [
    ("config.json", "key", Configuration.keys),
    ("Retention", "key", Retention.keys),
    ("A source", "key", Source.keys),
    ("A described signature", "key", SignatureRule.keys),
    ("A described signature", "key of time", SignedTime.keys),
    ("A token in a header", "key of token", ProofSettings.tokenKeys),
    ("A token in a header", "key of basic", ProofSettings.basicKeys),
    ("Where an event says what it is", "key of each", ValueSource.keys),
    ("Rate", "key", RateLimit.keys),
    ("Addresses", "key", AllowedAddress.keys),
    ("Answers", "key", SourceAnswers.keys),
    ("A secret", "key", SecretReference.keys),
    ("A route file", "key", RouteFile.keys),
    ("A route", "key", Route.keys),
    ("Retry", "key", RetryPolicy.keys),
    ("A step", "key", ProgramStep.keys),
    ("Match", "operator", MatchGrammar.operators),
    ("Match", "whole matches", MatchGrammar.combinations),
    (
      "Without any file", "variable",
      ["GITHUB_WEBHOOK_SECRET", "GITEA_WEBHOOK_SECRET", "WEBHOOK_SPOOL"]
    ),
  ]

  private let document: ConfigurationDocument

  init() throws {
    document = try ConfigurationDocument()
  }

  @Test(arguments: keys)
  func everyKeyIsDocumentedAndNoOther(section: String, heading: String, keys: [String]) throws {
    #expect(try document.names(section, heading) == keys)
  }

  @Test func everyMemberOfAnEventIsDocumentedAndNoOther() throws {
    let names = try document.names("Match", "begins with").map { $0.split(separator: ".")[0] }
    #expect(names.sorted() == EventPath.members.map { Substring($0) }.sorted())
  }

  @Test func everySchemeIsDocumented() throws {
    #expect(try document.names("Schemes", "scheme") == Scheme.allCases.map(\.rawValue))
  }

  @Test func whatIsRefusedForNowIsDocumented() throws {
    let section = try #require(document.text.components(separatedBy: "## Not in this version").last)
    for name in Route.laterKeys + ProgramStep.laterKeys {
      #expect(section.contains("`\(name)`"), "\(name)")
    }
  }

  @Test func theDefaultsOfTheConfigurationAreTrue() throws {
    let retention = "\"retention\":{\(try document.defaults("Retention"))}"
    let said = try configuration("\(document.defaults("config.json")),\(retention)")
    #expect(Self.dumped(said) == Self.dumped(try configuration("")))
    #expect(try document.defaults("Retention").split(separator: ",").count == 7)
    #expect(try document.defaults("config.json").split(separator: ",").count == 4)
  }

  @Test func theDefaultsOfASourceAreTrue() throws {
    let plain = #""path":"/x","scheme":"gitea","secret":{"env":"A"}"#
    let said = try source("\(plain),\(document.defaults("A source"))")
    #expect(Self.dumped(said) == Self.dumped(try source(plain)))
    #expect(try document.defaults("A source").split(separator: ",").count == 4)
  }

  @Test func theDefaultsOfARouteAreTrue() throws {
    let retry = "\"retry\":{\(try document.defaults("Retry"))}"
    let said = try route(RouteFileTests.route(retry, step: ""))
    let step = try document.defaults("A step")
    let plain = try route(RouteFileTests.route("", step: ""))
    #expect(Self.dumped(said) == Self.dumped(plain))
    #expect(Self.dumped(try route(Self.plainRoute(step))) == Self.dumped(plain))
    #expect(step.split(separator: ",").count == 3)
    #expect(retry.split(separator: ",").count == 4)
  }

  @Test func theExamplesAreTaken() throws {
    #expect(document.examples.count == 3)
    let configuration = try configuration(whole: document.examples[0])
    #expect(configuration.sources.all().faults == [])
    #expect(configuration.sources.all().sources.count == 1)
    let described = try source(
      #""path":"/x","scheme":"hmac","secret":{"env":"A"},\#(document.examples[1])"#)
    guard case .hmac(let rule) = described.proof else { throw NotDescribed() }
    #expect(rule.time?.tolerance == 300)
    let file = try RouteFileTests.file(document.examples[2])
    #expect(file.faults == [])
    #expect(file.routes.count == 1)
  }

  private struct NotDescribed: Error {}

  private func configuration(_ members: String) throws -> Configuration {
    try configuration(whole: "{\(members)}")
  }

  private func configuration(whole text: String) throws -> Configuration {
    let files = SimulatedDisk(ignoring: nil).process("test")
    let file = try files.create("/config.json", permissions: 0o600)
    try files.write(Array(text.utf8), to: file)
    return try ConfigurationLoader(files: files) { _ in nil }.load("/config.json")
  }

  private func source(_ members: String) throws -> Source {
    let sources = try configuration("\"sources\":{\"x\":{\(members)}}").sources
    return try #require(try sources.source(named: "x"))
  }

  private func route(_ text: String) throws -> Route {
    try #require(try RouteFileTests.file("{\"routes\":[\(text)]}").routes.first?.route)
  }

  private static func plainRoute(_ step: String) -> String {
    #"{"name":"plain","match":{},"steps":[{"name":"pull","run":["/bin/true"],\#(step)}]}"#
  }

  private static func dumped(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }
}
