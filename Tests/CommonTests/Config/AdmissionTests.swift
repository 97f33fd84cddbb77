import Testing

@testable import Common

struct AdmissionTests {
  private static func admission(_ members: String) throws -> Admission {
    let text = """
      {"sources": {"x": {"path": "/x", "scheme": "github", "secret": {"env": "A"}, \(members)}}}
      """
    let sources = try ConfigSample(text).load().sources
    return try #require(try sources.source(named: "x")).admission
  }

  private static func complaint(_ members: String) throws -> String {
    let error = #expect(throws: ConfigFault.self) { try Self.admission(members) }
    return try #require(error).description
  }

  @Test func everybodyMaySendUnlessItIsSaid() throws {
    let open = try Self.admission("")
    #expect(open.rate == nil && open.addresses == nil && open.userAgents == nil)
  }

  @Test func aRateIsRead() throws {
    let whole = try Self.admission(#""rate": {"requests": 10, "per": "1s", "burst": 20}"#)
    #expect(whole.rate == RateLimit(requests: 10, period: 1000, burst: 20))
    let short = try Self.admission(#""rate": {"requests": 3, "per": "1m"}"#)
    #expect(short.rate == RateLimit(requests: 3, period: 60_000, burst: 3))
  }

  @Test func addressesAreOneOrAList() throws {
    let ten = try #require(AddressRange("10.0.0.0/8"))
    let six = try #require(AddressRange("2001:db8::7"))
    #expect(try Self.admission(#""addresses": "10.0.0.0/8""#).addresses == [.range(ten)])
    #expect(try Self.admission(#""addresses": {"file": "/a"}"#).addresses == [.file("/a")])
    #expect(
      try Self.admission(#""addresses": ["unix", {"file": "/a"}, "2001:db8::7"]"#).addresses
        == [.unix, .file("/a"), .range(six)])
  }

  @Test func userAgentsAreOneOrAList() throws {
    #expect(try Self.admission(#""user_agents": "Go-"  "#).userAgents == ["Go-"])
    #expect(try Self.admission(#""user_agents": ["a", "b"]"#).userAgents == ["a", "b"])
  }

  @Test(arguments: [
    (#""rate": 10"#, "rate: found 10, expected an object"),
    (#""rate": {"per": "1s"}"#, "rate.requests: missing; expected a number from 1 to 1000000"),
    (#""rate": {"requests": 1}"#, #"rate.per: missing; expected a time from "1s" to "1d""#),
    (#""rate": {"requests": 0, "per": "1s"}"#, "rate.requests: found 0, expected a number from 1"),
    (#""rate": {"requests": 1, "per": "1ms"}"#, #"rate.per: found "1ms", expected a time from"#),
    (#""rate": {"requests": 1, "per": 1}"#, "rate.per: found 1 without its unit (ms, s, m, h"),
    (#""rate": {"requests": 1, "per": "1s", "burst": 0}"#, "rate.burst: found 0, expected a nu"),
    (#""rate": {"request": 1}"#, #"rate.request: unknown key; did you mean "requests"?"#),
    (#""addresses": []"#, #"addresses: found an empty list, expected "unix", an address such"#),
    (#""addresses": ["10.0.0.0/33"]"#, #"addresses[0]: found "10.0.0.0/33", expected "unix","#),
    (#""addresses": "hooks.example""#, #"addresses: found "hooks.example", expected "unix","#),
    (#""addresses": 7"#, #"addresses: found 7, expected "unix", an address such as "192.0.2.7""#),
    (#""addresses": {"file": "a"}"#, #"addresses.file: found "a", expected an absolute path"#),
    (#""addresses": [{"files": "/a"}]"#, #"addresses[0].files: unknown key; did you mean "fi"#),
    (#""addresses": {}"#, "addresses.file: missing; expected an absolute path"),
    (#""user_agents": [""]"#, #"user_agents[0]: found "", expected a string that is not empty"#),
  ])
  func aFaultIsSaidInOneLine(members: String, complaint: String) throws {
    let found = try Self.complaint(members)
    #expect(found.hasPrefix("/config.json: sources.x.\(complaint)"), "\(found)")
  }
}
