import Common
import Testing

/// Which texts to sign can be read in one way only.
struct SignedTextTests {
  static let time = #""time":{"header":"X-Time"},"#
  static let field = #""separator":",","#

  @Test(arguments: [
    ("{header:X-Id}.{header:X-Topic}.{body}", ""),
    ("{header:X-Id}{header:X-Topic}.{body}", ""),
    ("{body}.{header:X-Id}.{header:X-Topic}", ""),
    ("{header:X-Id}.{header:X-Time}.{header:X-Topic}.{body}", time),
    ("{header:X-Id}{header:X-Time}.{body}", time),
    ("{header:X-Id}7{header:X-Time}.{body}", time),
    ("{field:a}.{field:b}.{body}", field),
    ("{header:X-Id}\\t{header:X-Topic}.{body}", ""),
  ])
  func valuesThatCouldBeShiftedAreRefused(_ signed: String, _ keys: String) {
    let fault = #expect(throws: ConfigFault.self) { try Self.read(signed, keys) }
    #expect(
      fault?.description.contains(
        "hmac.signed: found values that could be shifted into one another") == true)
  }

  @Test(arguments: [
    ("{body}", ""), ("{header:X-Id}.{body}", ""), ("{body}.{header:X-Id}", ""),
    ("{header:X-Id}.{body}.{header:X-Topic}", ""),
    ("{header:X-Id}.{header:X-Time}.{body}", time), ("{header:X-Time}.{header:X-Id}.{body}", time),
    ("v0:{header:X-Time}:{body}", time), ("{header:X-Id}\\n{header:X-Topic}.{body}", ""),
    ("{field:a},{field:b}.{body}", field),
  ])
  func oneOpenValueOnEachSideIsEnough(_ signed: String, _ keys: String) throws {
    #expect(try Self.read(signed, keys) != nil)
  }

  private static func read(_ signed: String, _ keys: String) throws -> Source? {
    let source = #"""
      "x":{"path":"/x","scheme":"hmac","secret":{"env":"S"},
       "hmac":{\#(keys)"header":"X-Sig","signed":"\#(signed)"}}
      """#
    return try ConfigSample(#"{"sources":{\#(source)}}"#).load().sources.source(named: "x")
  }
}
