import Common
import Testing

@testable import webhook_cgi

/// A secret that stands in a header: token, basic, bearer, and GitLab's two kinds.
struct TokenProofTests {
  static let token = Array("s3cr3t-token".utf8)

  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let scheme: Scheme
    var keys = ""
    let secret: [UInt8]
    let header: String
    let value: String

    var testDescription: String { name }

    func verdict(_ values: [String], secrets: [[UInt8]]? = nil) throws -> Unverified? {
      let rules = try SchemeRules.sample(scheme, keys)
      return try Verification(rules.proof, secrets ?? [secret])
        .verdict(values.map { [header, $0] }, Array("{}".utf8))
    }
  }

  /// The basic one is RFC 7617's own example, section 2; the bearer token is RFC 6750's, section 2.1.
  static let samples = [
    Sample(
      name: "gitlab", scheme: .gitlab, secret: token, header: "X-Gitlab-Token",
      value: "s3cr3t-token"),
    Sample(
      name: "token", scheme: .token, keys: #""token":{"header":"X-Token"},"#, secret: token,
      header: "X-Token", value: "s3cr3t-token"),
    Sample(
      name: "token with a prefix", scheme: .token,
      keys: #""token":{"header":"Authorization","prefix":"Token "},"#, secret: token,
      header: "Authorization", value: "Token s3cr3t-token"),
    Sample(
      name: "basic", scheme: .basic, keys: #""basic":{"user":"Aladdin"},"#,
      secret: Array("open sesame".utf8), header: "Authorization",
      value: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    Sample(
      name: "bearer", scheme: .bearer, secret: Array("mF_9.B5f-4.1JqM".utf8),
      header: "Authorization", value: "Bearer mF_9.B5f-4.1JqM"),
  ]

  @Test(arguments: samples)
  func theSecretPasses(_ sample: Sample) throws {
    #expect(try sample.verdict([sample.value]) == nil)
    let other = Array("another".utf8)
    #expect(try sample.verdict([sample.value], secrets: [other, sample.secret, other]) == nil)
  }

  @Test(arguments: samples, 1...3)
  func anotherSecretDoesNotAndEveryOneIsTried(_ sample: Sample, _ count: Int) throws {
    let secrets = Array(repeating: Array("another".utf8), count: count)
    let why = try sample.verdict([sample.value], secrets: secrets)
    #expect(why == Unverified(reason: .mismatch, secretsTried: count))
  }

  @Test(arguments: samples)
  func nothingNearItPasses(_ sample: Sample) throws {
    let value = sample.value
    let near = [
      String(value.dropLast()), value + "=", value + "\0", value + " x", value.uppercased() + "X",
      "\"" + value + "\"", value + ", " + value, "x" + value, value + "\t",
    ]
    for other in near { #expect(try sample.verdict([other]) != nil, "\(other)") }
  }

  @Test(arguments: samples)
  func theHeaderHasToBeThereOnce(_ sample: Sample) throws {
    #expect(try sample.verdict([]) == Unverified(reason: .missing))
    for values in [[""], [sample.value, sample.value], ["", sample.value], [sample.value, ""]] {
      #expect(try sample.verdict(values) == Unverified(reason: .malformed))
    }
  }

  /// Names of authentication schemes have no case (RFC 9110, section 11.1); tokens have.
  @Test(arguments: [
    ("basic", "basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    ("basic", "BASIC  QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    ("bearer", "bearer mF_9.B5f-4.1JqM"), ("bearer", "BEARER   mF_9.B5f-4.1JqM"),
  ])
  func theNameOfTheAuthenticationHasNoCase(_ name: String, _ value: String) throws {
    let sample = try #require(Self.samples.first { $0.name == name })
    #expect(try sample.verdict([value]) == nil)
  }

  @Test(
    arguments: [
      ("token with a prefix", "s3cr3t-token", .malformed),
      ("token with a prefix", "Token", .malformed),
      ("token with a prefix", "Token ", .mismatch),
      ("token with a prefix", "token s3cr3t-token", .malformed),
      ("token with a prefix", "Token Token s3cr3t-token", .mismatch),
      ("basic", "QWxhZGRpbjpvcGVuIHNlc2FtZQ==", .malformed), ("basic", "Basic", .malformed),
      ("basic", "Basic ", .malformed), ("basic", "Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==", .malformed),
      ("basic", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ", .malformed),
      ("basic", "Basic Aladdin:open sesame", .malformed),
      ("basic", "Basic\tQWxhZGRpbjpvcGVu", .malformed),
      // aladdin:open sesame; Aladdin; Aladdin:; :open sesame
      ("basic", "Basic YWxhZGRpbjpvcGVuIHNlc2FtZQ==", .mismatch),
      ("basic", "Basic QWxhZGRpbg==", .mismatch),
      ("basic", "Basic QWxhZGRpbjo=", .mismatch), ("basic", "Basic Om9wZW4gc2VzYW1l", .mismatch),
      ("bearer", "mF_9.B5f-4.1JqM", .malformed), ("bearer", "Bearer", .malformed),
      ("bearer", "Basic mF_9.B5f-4.1JqM", .malformed),
      ("bearer", "Bearer mf_9.b5f-4.1jqm", .mismatch),
      ("bearer", "Bearer,mF_9.B5f-4.1JqM", .malformed),
    ] as [(String, String, Unverified.Reason)])
  func anotherFormIsRefused(
    _ name: String, _ value: String, _ reason: Unverified.Reason
  ) throws {
    let sample = try #require(Self.samples.first { $0.name == name })
    #expect(try sample.verdict([value])?.reason == reason)
  }

  /// A password may hold a colon, a user's name cannot (RFC 7617, section 2).
  @Test func theColonAfterTheUserDivides() throws {
    let keys = #""basic":{"user":"a"},"#
    let sample = Sample(
      name: "", scheme: .basic, keys: keys, secret: Array("b:c".utf8), header: "Authorization",
      value: "")
    #expect(try sample.verdict(["Basic YTpiOmM="]) == nil)
    #expect(try sample.verdict(["Basic YTpiOmM="], secrets: [Array("b".utf8)]) != nil)
  }

  /// A path was looked at before anything else, and `none` is said openly in the configuration.
  @Test(arguments: [Scheme.path, .none])
  func nothingIsAskedOfTheHeadersOfAPathOrOfNone(_ scheme: Scheme) throws {
    let rules = try SchemeRules.sample(scheme)
    #expect(try Verification(rules.proof, []).verdict([], []) == nil)
  }

  @Test func aPathsSecretIsComparedWhole() {
    let verifier = Verifier(
      proof: .path, secrets: [Secret(Self.token), Secret(Array("old".utf8))], now: 0)
    for live in ["s3cr3t-token", "old"] { #expect(verifier.isLive(Array(live.utf8))) }
    for other in ["", "s3cr3t-toke", "s3cr3t-token ", "S3cr3t-token", "{secret}", "o", "oldold"] {
      #expect(!verifier.isLive(Array(other.utf8)))
    }
    #expect(!Verifier(proof: .path, secrets: [], now: 0).isLive([]))
  }
}
