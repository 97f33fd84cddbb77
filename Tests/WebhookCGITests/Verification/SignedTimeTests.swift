import Common
import Testing

@testable import webhook_cgi

/// The time that a sender signed, and our clock.
struct SignedTimeTests {
  static let samples = SchemeSample.all.filter { $0.time != nil }

  @Test func theSchemesWithATime() {
    #expect(
      Set(Self.samples.map(\.scheme)) == [.gitlab, .stripe, .slack, .standardWebhooks, .hmac])
  }

  @Test(arguments: samples, [-300, -1, 0, 1, 300] as [Int64])
  func fiveMinutesAreAllowedBothWays(_ sample: SchemeSample, _ difference: Int64) throws {
    #expect(try sample.verdict(at: sample.sent + difference) == nil)
  }

  @Test(arguments: samples, [-86_400, -301, 301, 86_400] as [Int64])
  func moreIsUntimelyAndSaysHowMuch(_ sample: SchemeSample, _ difference: Int64) throws {
    let why = try sample.verdict(at: sample.sent + difference)
    #expect(
      why == Unverified(reason: .untimely, secretsTried: 1, clockDifference: difference))
  }

  /// A forger is not told by another reason that only the time was wrong.
  @Test(arguments: samples)
  func aForgedOneIsAMismatchAtAnyTime(_ sample: SchemeSample) throws {
    for difference in [-301, 0, 301] as [Int64] {
      let why = try sample.verdict(
        secrets: [sample.otherSecret], at: sample.sent + difference)
      #expect(
        why == Unverified(reason: .mismatch, secretsTried: 1, clockDifference: difference))
    }
  }

  @Test(arguments: ["1s", "30m"])
  func aSourceSaysHowFarOffItMayBe(_ tolerance: String) throws {
    let seconds: Int64 = tolerance == "1s" ? 1 : 1800
    let keys =
      #""hmac":{"header":"X-Sig","prefix":"v1=","signed":"{header:X-Time}.{body}","#
      + #""time":{"header":"X-Time","tolerance":"\#(tolerance)"}},"#
    let model = try SchemeSample.named("hmac, a template")
    let sample = SchemeSample(
      "", .hmac, keys: keys, headers: model.headers, time: model.time, code: model.code)
    for difference in [-seconds, seconds] {
      #expect(try sample.verdict(at: sample.sent + difference) == nil)
      let beyond = difference + difference.signum()
      #expect(try sample.verdict(at: sample.sent + beyond)?.reason == .untimely)
    }
  }

  /// Not signed anew: the time is looked at first, and each of these is nobody's.
  @Test(
    arguments: samples,
    [
      "-1700000000", "+1700000000", "1674087231.9", "17000000000000000000", "1700000000 ", "0x6553",
      "9223372036854775807", "1.7e9", "now", "1700000000\0", "१७००००००००",
    ])
  func aTimeThatIsNoNumberIsMalformed(_ sample: SchemeSample, _ time: String) throws {
    let why = try sample.verdict(sample.headers(time: time))
    #expect(why?.reason == .malformed)
    #expect(why?.secretsTried == 0)
  }

  @Test(arguments: samples)
  func aTimeThatIsMissingOrRepeatedIsRefused(_ sample: SchemeSample) throws {
    #expect(try sample.verdict(sample.headers(time: ""))?.reason == .malformed)
    let index = try #require(sample.headers.firstIndex { $0[1].contains("{time}") })
    var headers = sample.headers()
    let removed = headers.remove(at: index)
    #expect(try sample.verdict(headers)?.reason == .missing)
    #expect(try sample.verdict(headers + [removed, removed])?.reason == .malformed)
  }

  @Test(arguments: [
    ("stripe", "v1={code}"), ("stripe", "t={time},t={time},v1={code}"),
    ("stripe", "t={time},t=1,v1={code}"), ("stripe", "T={time},v1={code}"),
    ("hmac, fields as Paddle has them", "h1={code}"),
    ("hmac, fields as Paddle has them", "ts={time};ts={time};h1={code}"),
  ])
  func aFieldThatIsMissingOrRepeatedIsRefused(_ name: String, _ value: String) throws {
    let sample = try SchemeSample.named(name)
    let filled = value.replacing("{code}", with: sample.code)
      .replacing("{time}", with: try #require(sample.time))
    let why = try sample.verdict(sample.headers(proof: [filled]))
    #expect(why == Unverified(reason: .malformed))
  }

  /// The other time was taken for this one's code, so what is signed is compared with it.
  @Test(arguments: samples)
  func aFreshTimeBesideAnOldCodeIsAMismatch(_ sample: SchemeSample) throws {
    let fresh = sample.unit == .seconds ? "1700003600" : "1700003600000"
    let why = try sample.verdict(sample.headers(time: fresh), at: sample.sent + 3600)
    #expect(why == Unverified(reason: .mismatch, secretsTried: 1, clockDifference: 0))
  }

  /// Of each sample: the code over its time with a zero before it, and over its time in the other
  /// unit.
  static let otherTimes: [(String, String, String)] = [
    (
      "gitlab, signing token",
      "uwJjepDDAJ6AVGBAl6pDESifm6Z9zLkc973hQtGd4SY=",
      "FuHO06fYGWhuxbxfukB58q+VSeNsiMgmGz8KePgyLwo="
    ),
    (
      "stripe",
      "5039ad4f6de4bc61cfe7c84f8774208aa6e96f517bb78db27194631855bb1aec",
      "4bf134adccfa0e548a633b600683baf386a7653e8746d7b24933e6e57ca8602a"
    ),
    (
      "slack",
      "657a1cd3ef6eedeef02f12609bded5260f94510d00df75abbe2c3edce7257240",
      "811d0dcf82c53ecbcd57a17075a9be553475ec86550ffea0072a26906800699c"
    ),
    (
      "standard-webhooks",
      "uwJjepDDAJ6AVGBAl6pDESifm6Z9zLkc973hQtGd4SY=",
      "FuHO06fYGWhuxbxfukB58q+VSeNsiMgmGz8KePgyLwo="
    ),
    (
      "svix",
      "uwJjepDDAJ6AVGBAl6pDESifm6Z9zLkc973hQtGd4SY=",
      "FuHO06fYGWhuxbxfukB58q+VSeNsiMgmGz8KePgyLwo="
    ),
    (
      "hmac, a template",
      "5039ad4f6de4bc61cfe7c84f8774208aa6e96f517bb78db27194631855bb1aec",
      "4bf134adccfa0e548a633b600683baf386a7653e8746d7b24933e6e57ca8602a"
    ),
    (
      "hmac, text behind the body",
      "893717bb0927452db92d809c974d5bd94a317cd49ed98be2be18af447c93d585",
      "373703bcf8c9e7562d2896e83d57b78d222bf6e95444f3ca42144e47b141172b"
    ),
    (
      "hmac, fields as Paddle has them",
      "a959325ae7d0e3681053406581cb784423017ec357eb39db005df2394b3b59cb",
      "a2a3f8b9e19ea3b68edee81bb22199dbc2f6cf568bb9b02091fe5ef4a0b053e9"
    ),
    (
      "hmac, milliseconds as Webflow has them",
      "aa77480cfd39ae8e872a8cf9ddadafcf82b8d5d2d418f20f87aa9c24660b8dd7",
      "6eacaf28443f133a6cfb0cd1b4cea06308f470c627eff1e3c86e54a9e925eb9a"
    ),
  ]

  @Test(arguments: otherTimes)
  func aTimeIsWrittenInOneWay(_ name: String, _ code: String, _: String) throws {
    let sample = try SchemeSample.named(name)
    let time = "0" + (try #require(sample.time))
    #expect(try sample.verdict(sample.headers(code: code, time: time))?.reason == .malformed)
    #expect(try sample.verdict(sample.headers(time: time))?.reason == .malformed)
    #expect(try sample.verdict(sample.headers(code: code))?.reason == .mismatch)
  }

  @Test(arguments: otherTimes)
  func theOtherUnitIsUntimelyThoughGenuine(_ name: String, _: String, _ code: String) throws {
    let sample = try SchemeSample.named(name)
    let time = sample.unit == .seconds ? "1700000000000" : "1700000000"
    let why = try sample.verdict(sample.headers(code: code, time: time))
    #expect(why?.reason == .untimely)
    #expect(try #require(why?.clockDifference).magnitude > 1_000_000_000)
  }

  /// The id stands in the signed text as it came, and is nobody's file name.
  @Test(arguments: [
    ("a.b", "qc23zhCWtWpTD/LBL/32l7MZAvm71ERtPG6iSyFv3Kg="),
    ("../../etc/x", "bwDoNSZBxiiO0pZ/MT5ihhtvvyDGMUD32ilKhZ4R+iU="),
    ("a b", "Sp6Llpcj1c8K5V2+yxJQFHnxb/RtH7GfpdIMt/W18GU="),
    ("ä", "bxDcZ+UMgPrFRtdvHtNcoUzKztf1HHeYsZjjgbSp6/s="),
  ])
  func anIDOfAnyTextIsSigned(_ id: String, _ code: String) throws {
    let sample = try SchemeSample.named("standard-webhooks")
    func headers(_ id: String) -> [[String]] {
      sample.headers(code: code).map { $0[0] == "webhook-id" ? [$0[0], id] : $0 }
    }
    #expect(try sample.verdict(headers(id)) == nil)
    for other in [id + ".", "msg_1", id.uppercased()] where other != id {
      #expect(try sample.verdict(headers(other))?.reason == .mismatch)
    }
  }
}
