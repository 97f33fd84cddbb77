import TestSupport
import Testing

@testable import Common
@testable import spool_runner

/// The schemas for editors and the decoders say the same.
struct SchemaDocumentTests {
  /// An object that a decoder reads: its place in a schema, the decoder's keys, and the table of
  /// CONFIGURATION.md that has the defaults.
  struct Place: Sendable, CustomTestStringConvertible {
    let schema: String
    let definition: String
    let keys: [String]
    let section: String?
    let heading: String

    init(
      _ schema: String, _ definition: String, _ keys: [String], _ section: String?,
      _ heading: String = "key"
    ) {
      (self.schema, self.definition, self.keys) = (schema, definition, keys)
      (self.section, self.heading) = (section, heading)
    }

    var testDescription: String { "\(schema) \(definition)" }
  }

  static let places = [
    Place("config", "", Configuration.keys, "config.json"),
    Place("config", "retention", Retention.keys, "Retention"),
    Place("config", "source", Source.keys, "A source"),
    Place("config", "hmac", SignatureRule.keys, "A described signature"),
    Place("config", "signedTime", SignedTime.keys, "A described signature", "key of time"),
    Place("config", "token", ProofSettings.tokenKeys, "A token in a header", "key of token"),
    Place("config", "basic", ProofSettings.basicKeys, "A token in a header", "key of basic"),
    Place(
      "config", "valueSource", ValueSource.keys, "Where an event says what it is", "key of each"),
    Place("config", "rate", RateLimit.keys, "Rate"),
    Place("config", "addressFile", AllowedAddress.keys, "Addresses"),
    Place("config", "answers", SourceAnswers.keys, "Answers"),
    Place("config", "secret", SecretReference.keys, "A secret"),
    Place("routes", "", RouteFile.keys, "A route file"),
    Place("routes", "secret", SecretReference.keys, "A secret"),
    Place("routes", "route", Route.keys, "A route"),
    Place("routes", "retry", RetryPolicy.keys, "Retry"),
    Place("routes", "step", ProgramStep.keys, "A step"),
    Place("routes", "operators", MatchGrammar.operators, nil),
    Place("routes", "elementOperators", MatchGrammar.operators, nil),
    Place("routes", "match", MatchGrammar.combinations, nil),
    Place("routes", "elementMatch", MatchGrammar.combinations, nil),
  ]

  @Test(arguments: places)
  func everyKeyOfTheDecoderIsAPropertyAndNoOther(_ place: Place) throws {
    #expect(try properties(place).map(\.name).sorted() == place.keys.sorted())
  }

  /// A match takes paths besides.
  @Test(arguments: places.filter { !$0.definition.lowercased().contains("match") })
  func anUnknownKeyIsWrong(_ place: Place) throws {
    #expect(try object(place)["additionalProperties"] == .bool(false))
  }

  /// So that no decoder is added whose keys nobody compares.
  @Test func everyDecoderIsAmongThePlaces() throws {
    let decoders = try ProjectDocument.sources("Sources").reduce(0) {
      $0 + $1.matches(of: #/try (reader|object)\.finish\(/#).count
    }
    // `SecretReference` and `MatchGrammar.operators` are there twice; both combinations of matches
    // are read without a list of keys.
    #expect(Self.places.count == decoders + 4)
  }

  @Test(arguments: places)
  func everyPropertyIsDescribed(_ place: Place) throws {
    for property in try properties(place) {
      let own = property.value["description"]?.asString
      let reference = property.value["$ref"]?.asString
      let other = try reference.map {
        try definition(place.schema, String($0.split(separator: "/")[2]))
      }
      let text = try #require(own ?? other?["description"]?.asString, "\(property.name)")
      #expect(!text.isEmpty)
    }
  }

  /// The defaults of the page are compared with the code by `ConfigurationDocumentTests`.
  @Test(arguments: places.filter { $0.section != nil })
  func theDefaultsAreThoseOfThePage(_ place: Place) throws {
    let rows = try ConfigurationDocument().rows(place.section ?? "", place.heading)
    for property in try properties(place) {
      let row = try #require(rows.first { $0.names.contains(property.name) })
      let said = try row.defaultValue.flatMap { text -> JSONValue? in
        text.hasPrefix("{{") ? nil : try JSONValue.parse(Array(text.utf8))
      }
      if let said, row.cells[2].hasSuffix("`"), !row.cells[2].contains(";") {
        #expect(property.value["default"] == said, "\(property.name)")
      } else if place.definition != "answers" {
        #expect(property.value["default"] == nil, "\(property.name)")
      }
    }
  }

  static let words: [(schema: String, definition: String, key: String, words: [String])] = [
    ("config", "source", "scheme", Scheme.allCases.map(\.rawValue)),
    ("config", "source", "replay", ReplayPolicy.allCases.map(\.rawValue)),
    ("config", "hmac", "algorithm", HashAlgorithm.allCases.map(\.rawValue)),
    ("config", "hmac", "encoding", SignatureRule.Encoding.allCases.map(\.rawValue)),
    ("config", "hmac", "key", SigningKey.allCases.map(\.rawValue)),
    ("config", "signedTime", "unit", SignedTime.Unit.allCases.map(\.rawValue)),
  ]

  @Test(arguments: words)
  func everyWordOfTheDecoderIsAValueAndNoOther(
    schema: String, definition: String, key: String, words: [String]
  ) throws {
    let property = try self.definition(schema, definition)["properties"]?[key]
    #expect(property?["enum"] == .array(words.map { .string($0) }))
  }

  @Test func schemesThatLeaveThingsOpenAreTheDecodersOwn() throws {
    guard case .array(let rules)? = try definition("config", "source")["allOf"] else {
      Issue.record("no rules")
      return
    }
    let open = rules.compactMap { $0["if"]?["properties"]?["scheme"]?["enum"] }
    let words = Scheme.allCases.filter { !$0.isKnownSender }.map(\.rawValue)
    #expect(open == [.array(words.map { .string($0) })])
  }

  @Test func aPathOfAMatchBeginsWithAMemberOfAnEvent() throws {
    let names = try definition("routes", "match")["propertyNames"]?["anyOf"]
    guard case .array(let kinds)? = names, kinds.count == 5 else {
      Issue.record("no kinds of names")
      return
    }
    #expect(kinds[0]["enum"] == .array(MatchGrammar.combinations.map { .string($0) }))
    let plain = EventPath.members.filter { $0 != "payload" && $0 != "headers" }
    #expect(kinds[1]["enum"] == .array(plain.map { .string($0) }))
  }

  private func properties(_ place: Place) throws -> [JSONMember] {
    guard case .object(let members)? = try object(place)["properties"] else { return [] }
    return members
  }

  private func object(_ place: Place) throws -> JSONValue {
    try definition(place.schema, place.definition)
  }

  /// A definition of a schema, or the whole schema for "".
  private func definition(_ schema: String, _ name: String) throws -> JSONValue {
    let text = try ProjectDocument("docs/schema/\(schema).schema.json").text
    let whole = try JSONValue.parse(Array(text.utf8))
    return try name.isEmpty ? whole : #require(whole["$defs"]?[name])
  }
}
