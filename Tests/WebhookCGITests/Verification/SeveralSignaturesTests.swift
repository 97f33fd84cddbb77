import Common
import Testing

@testable import webhook_cgi

/// Several signatures in one header, as senders write them while a secret is being changed.
struct SeveralSignaturesTests {
  private static let separators = [
    "gitlab, signing token": " ", "standard-webhooks": " ", "svix": " ", "stripe": ",",
    "hmac, fields as Paddle has them": ";",
  ]

  private static let samples = SchemeSample.all.filter { separators[$0.name] != nil }

  /// The header's value with as many signatures of nothing, and then perhaps the right one.
  private func value(_ sample: SchemeSample, wrong: Int, right: Bool) throws -> String {
    let separator = try #require(Self.separators[sample.name])
    let written = sample.value("{code}").split(separator: separator).map(String.init)
    let signature = try #require(written.last)
    let fields = written.dropLast()
    let zeros = String(sample.code.map { $0 == "=" ? "=" : Character(sample.isHex ? "0" : "A") })
    let codes = Array(repeating: zeros, count: wrong) + (right ? [sample.code] : [])
    return (fields + codes.map { signature.replacing("{code}", with: $0) })
      .joined(separator: separator)
  }

  @Test func theseSchemesTakeSeveral() {
    #expect(Self.samples.count == Self.separators.count)
  }

  @Test(arguments: samples, [0, 1, 15])
  func oneGoodAmongThemIsEnough(_ sample: SchemeSample, _ wrong: Int) throws {
    let value = try value(sample, wrong: wrong, right: true)
    #expect(try sample.verdict(sample.headers(proof: [value])) == nil)
  }

  @Test(arguments: samples, [1, 2, 16])
  func noneGoodIsAMismatch(_ sample: SchemeSample, _ wrong: Int) throws {
    let value = try value(sample, wrong: wrong, right: false)
    let why = try sample.verdict(sample.headers(proof: [value]))
    #expect(why == Unverified(reason: .mismatch, secretsTried: 1, clockDifference: 0))
  }

  /// Each costs a comparison with every secret: what no sender sends is not even counted on.
  @Test(arguments: samples, [16, 17, 9_999])
  func moreThanSixteenAreNotLookedAt(_ sample: SchemeSample, _ wrong: Int) throws {
    let value = try value(sample, wrong: wrong, right: true)
    let why = try sample.verdict(sample.headers(proof: [value]))
    #expect(why == Unverified(reason: .malformed))
  }

  /// `v0` of Stripe, `v1a` of Standard Webhooks: made with other keys, or by nobody.
  @Test(arguments: [
    ("stripe", "t={time},v0={code}"), ("stripe", "t={time},v2={code}"),
    ("standard-webhooks", "v1a,{code}"), ("standard-webhooks", "v2,{code}"),
    ("svix", "v1a,{code} v2,{code}"), ("gitlab, signing token", "v2,{code}"),
  ])
  func anotherVersionProvesNothing(_ name: String, _ value: String) throws {
    let sample = try SchemeSample.named(name)
    let filled = value.replacing("{code}", with: sample.code)
      .replacing("{time}", with: try #require(sample.time))
    let why = try sample.verdict(sample.headers(proof: [filled]))
    #expect(why == Unverified(reason: .malformed))
  }

  @Test(arguments: [
    ("stripe", "t={time},v1={code},v0=00"), ("stripe", "v0=00, t={time}, v1={code}"),
    ("standard-webhooks", "v1a,AAAA v1,{code} v2,AAAA"), ("svix", "v1,{code}  v1a,AAAA"),
  ])
  func whatStandsBesideTheSignatureDoesNotMatter(_ name: String, _ value: String) throws {
    let sample = try SchemeSample.named(name)
    let filled = value.replacing("{code}", with: sample.code)
      .replacing("{time}", with: try #require(sample.time))
    #expect(try sample.verdict(sample.headers(proof: [filled])) == nil)
  }
}
