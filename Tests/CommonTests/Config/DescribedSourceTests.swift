import Testing

@testable import Common

/// What a source may say of a sender that is not in the table.
struct DescribedSourceTests {
  private static func text(_ keys: String) -> String {
    #"{"sources":{"x":{"path":"/x","secret":{"env":"S"},\#(keys)}}}"#
  }

  private func source(_ keys: String) throws -> Source {
    try #require(try ConfigSample(Self.text(keys)).load().sources.source(named: "x"))
  }

  @Test func aSignatureIsAsItIsDescribed() throws {
    let source = try source(
      """
      "scheme": "hmac", "hmac": {
        "header": "Paddle-Signature", "prefix": "h1=", "separator": ";", "algorithm": "sha512",
        "encoding": "base64", "key": "base64", "signed": "{field:ts}:{body}",
        "time": { "field": "ts", "tolerance": "30s", "unit": "ms" }
      },
      "event_from": { "header": "X-Event" }, "delivery_from": { "payload": "data.id" },
      "repository_from": { "payload": ["a.b", "c"] }
      """)
    guard case .hmac(let rule) = source.proof else { throw Unexpected() }
    #expect(rule.header == "paddle-signature" && rule.prefix == "h1=")
    #expect(rule.separator == UInt8(ascii: ";"))
    #expect(rule.algorithm == .sha512 && rule.encoding == .base64 && rule.key == .base64)
    #expect(rule.signed == SignedText(before: [.value(.field("ts")), .text([UInt8(ascii: ":")])]))
    #expect(rule.time?.value == .field("ts"))
    #expect(rule.time?.tolerance == 30 && rule.time?.unit == .milliseconds)
    #expect(source.values.event == .header("x-event"))
    #expect(source.values.delivery == .payload(["data", "id"]))
    #expect(source.values.repository == .payload(["a.b", "c"]))
    #expect(source.values.action == nil)
  }

  @Test func aSignatureIsUsuallyOfTheBodyAlone() throws {
    guard case .hmac(let rule) = try source(#""scheme":"hmac","hmac":{"header":"X-S"}"#).proof
    else { throw Unexpected() }
    #expect(rule == SignatureRule(header: "x-s"))
    #expect(rule.signed == SignedText() && rule.algorithm == .sha256 && rule.encoding == .hex)
  }

  @Test func tokensAndUsersAreRead() throws {
    let token = try source(#""scheme":"token","token":{"header":"X-Key","prefix":"k "}"#)
    #expect(token.proof == .token(header: "x-key", prefix: "k "))
    let basic = try source(#""scheme":"basic","basic":{"user":"alert"}"#)
    #expect(basic.proof == .basic(user: "alert"))
    #expect(try source(#""scheme":"bearer""#).proof == .none)
  }

  static let faults: [(keys: String, complaint: String)] = [
    (#""hmac":{}"#, "hmac.header: missing; expected a header's name"),
    (#""hmac":{"header":"X Y"}"#, #"hmac.header: found "X Y", expected a header's name"#),
    (
      #""hmac":{"header":"S","algorithm":"md5"}"#,
      #"hmac.algorithm: found "md5", expected "sha1" or "sha256" or "sha512""#
    ),
    (#""hmac":{"header":"S","separator":"--"}"#, #"hmac.separator: found "--", expected one"#),
    (#""hmac":{"header":"S","signed":"x"}"#, #"hmac.signed: found "x", expected a text with "#),
    (#""hmac":{"header":"S","signed":"{body}{body}"}"#, "hmac.signed: found "),
    (#""hmac":{"header":"S","signed":"{bdy}.{body}"}"#, "hmac.signed: found "),
    (#""hmac":{"header":"S","signed":"{body}}"}"#, "hmac.signed: found "),
    (
      #""hmac":{"header":"S","signed":"{field:t}{body}"}"#, "hmac.separator: missing; expected what"
    ),
    (
      #""hmac":{"header":"S","time":{"header":"T"}}"#,
      "hmac.signed: found a text without the time, expected one that holds it"
    ),
    (
      #""hmac":{"header":"S","signed":"{header:T}{body}"}"#,
      "hmac.signed: found {body} right beside a value, expected text between the two, such as a dot"
    ),
    (
      #""hmac":{"header":"S","signed":"{header:T}{body}","time":{"header":"T","tolerance":"2d"}}"#,
      #"hmac.time.tolerance: found "2d", expected a time from "1s" to "1d""#
    ),
    (#""hmac":{"header":"S","time":{}}"#, #"hmac.time.header: missing; expected either"#),
    (#""hmac":{"header":"S"},"event_from":{}"#, "event_from: missing; expected {"),
    (
      #""hmac":{"header":"S"},"event_from":{"header":"Authorization"}"#,
      #"event_from.header: found "authorization", expected a header that is no credential"#
    ),
    (#""hmac":{"header":"S"},"event_from":{"payload":"a..b"}"#, "event_from.payload: found "),
    (#""hmac":{"header":"S"},"basic":{"user":"a"}"#, #"basic: found scheme "hmac", expected"#),
  ]

  @Test(arguments: faults)
  func aSlipIsSaidInOneLine(keys: String, complaint: String) throws {
    let found = try ConfigSample.complaints(Self.text(#""scheme":"hmac",\#(keys)"#))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("/config.json: sources.x." + complaint) == true, "\(found)")
  }

  @Test func theHeaderOfATokenIsNotKept() throws {
    let keys = #""token":{"header":"X-Key"},"delivery_from":{"header":"x-KEY"}"#
    let found = try ConfigSample.complaints(Self.text(#""scheme":"token",\#(keys)"#))
    #expect(found.first?.contains("delivery_from.header: found \"x-key\", expected a head") == true)
  }

  /// What posts to a secret path and can do nothing else is nearly always a registry.
  @Test func aPathWithASecretUsuallyReportsImages() throws {
    let sources = try ConfigSample(
      """
      {"sources": {
        "a": {"path": "/a/{secret}", "scheme": "path", "secret": {"env": "S"}},
        "b": {"path": "/b/{secret}", "scheme": "path", "secret": {"env": "S"}, "images": false},
        "c": {"path": "/c", "scheme": "bearer", "secret": {"env": "S"}},
        "d": {"path": "/d", "scheme": "bearer", "secret": {"env": "S"}, "images": true}
      }}
      """
    ).load().sources.all().sources
    #expect(sources.map(\.images) == [true, false, false, true])
  }

  @Test func aWrittenPathWinsOverOneWithASecret() throws {
    let sources = try ConfigSample(
      """
      {"sources": {
        "images": {"path": "/api/{secret}", "scheme": "path", "secret": {"env": "S"}},
        "plain": {"path": "/api/plain", "scheme": "github", "secret": {"env": "S"}}
      }}
      """
    ).load().sources
    #expect(try sources.source(at: "/api/plain".utf8)?.name.description == "plain")
    #expect(try sources.source(at: "/api/other".utf8)?.name.description == "images")
    #expect(try sources.source(at: "/api".utf8)?.name == nil)
  }

  private struct Unexpected: Error {}
}
