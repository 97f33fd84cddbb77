import Common
import TestSupport
import Testing

@testable import webhook_cgi

/// Which signatures hold: those of other projects' tests, and those a forger would try.
struct VerifierTests {
  private func verdict(
    _ scheme: Scheme, _ headers: [[String]], _ body: [UInt8], _ secrets: [[UInt8]],
    at now: Int64 = 0
  ) throws -> Unverified.Reason? {
    let rules = try SchemeRules.sample(scheme)
    return try Verification(rules.proof, secrets, at: now).verdict(headers, body)?.reason
  }

  @Test func everySampleIsThere() throws {
    let samples = try SignedSample.all()
    #expect(samples.count == 30)
    #expect(
      Set(samples.map(\.provider)) == [
        "github", "gitea", "forgejo", "gogs", "bitbucket-dc", "standard-webhooks", "slack",
        "stripe", "gitlab",
      ])
    #expect(samples.filter { $0.isGenuine == true }.count == 18)
  }

  /// Upper-case digits, where projects differ, are taken.
  @Test(arguments: try SignedSample.all())
  func aSampleIsJudgedAsItsProjectSays(_ sample: SignedSample) throws {
    let why = try verdict(
      sample.scheme, sample.headers, sample.body, [sample.secret], at: sample.now)
    #expect((why == nil) == (sample.isGenuine ?? true))
  }

  @Test(arguments: try SignedSample.all().filter { $0.provider != "gitlab" })
  func aSampleFailsWithAnyBitChanged(_ sample: SignedSample) throws {
    for bit in [0, sample.body.count * 4, sample.body.count * 8 - 1] {
      var body = sample.body
      body[bit / 8] ^= 1 << (bit % 8)
      #expect(
        try verdict(sample.scheme, sample.headers, body, [sample.secret], at: sample.now) != nil)
    }
  }

  @Test(arguments: try SignedSample.all())
  func aSampleNeedsItsOwnSecretAmongOthers(_ sample: SignedSample) throws {
    var other = sample.secret
    other[other.count - 2] ^= 1
    let last = try verdict(
      sample.scheme, sample.headers, sample.body, [other, other], at: sample.now)
    #expect(last != nil)
    let among = try verdict(
      sample.scheme, sample.headers, sample.body, [other, sample.secret, other], at: sample.now)
    #expect((among == nil) == (sample.isGenuine ?? true))
  }

  static let body = Array("Hello, World!".utf8)
  static let secret = Array("It's a Secret to Everybody".utf8)
  static let digits = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
  static let digest = "sha256=" + digits

  static let forged: [(String, [[String]], Unverified.Reason)] = [
    ("none", [], .missing),
    ("empty", [[""]], .malformed),
    ("prefix alone", [["sha256="]], .malformed),
    ("no prefix", [[digits]], .malformed),
    ("another prefix", [["sha1=" + digits]], .malformed),
    ("prefix in capitals", [["SHA256=" + digits]], .malformed),
    ("prefix twice", [["sha256=" + digest]], .malformed),
    ("a space in front", [["sha256= " + digits]], .malformed),
    ("half of it", [["sha256=" + digits.prefix(32)]], .malformed),
    ("a digit less", [[String(digest.dropLast())]], .malformed),
    ("a digit more", [[digest + "0"]], .malformed),
    ("a byte more", [[digest + "00"]], .malformed),
    ("no digit among them", [[digest.replacing("ea", with: "eg")]], .malformed),
    ("a NUL at its end", [[String(digest.dropLast()) + "\0"]], .malformed),
    ("a quoted one", [["\"" + digest + "\""]], .malformed),
    ("itself twice", [[digest], [digest]], .malformed),
    (
      "itself behind another", [["sha256=" + String(repeating: "0", count: 64)], [digest]],
      .malformed
    ),
    ("itself and another in one field", [[digest + ", " + digest]], .malformed),
    ("zeros", [["sha256=" + String(repeating: "0", count: 64)]], .mismatch),
    ("the last digit changed", [[String(digest.dropLast()) + "8"]], .mismatch),
    ("the first digit changed", [["sha256=8" + digits.dropFirst()]], .mismatch),
  ]

  @Test(arguments: forged)
  func aForgedSignatureIsRefused(_ what: String, _ values: [[String]], _ why: Unverified.Reason)
    throws
  {
    let headers = values.map { ["X-Hub-Signature-256", $0[0]] }
    #expect(try verdict(.github, headers, Self.body, [Self.secret]) == why)
  }

  @Test(arguments: [digits, digits.uppercased()])
  func bothCasesOfDigitsAreTaken(_ digits: String) throws {
    let github = [["X-Hub-Signature-256", "sha256=" + digits]]
    #expect(try verdict(.github, github, Self.body, [Self.secret]) == nil)
    #expect(try verdict(.gitea, [["X-Gitea-Signature", digits]], Self.body, [Self.secret]) == nil)
  }

  @Test func theSHA1HeaderProvesNothing() throws {
    let sha1 = [["X-Hub-Signature", "sha1=01dc10d0c83e72ed246219cdd91669667fe2ca59"]]
    #expect(try verdict(.github, sha1, Self.body, [Self.secret]) == .missing)
  }

  /// A header another scheme uses is not looked at, and the first of our own decides.
  @Test func theSchemeChoosesTheHeader() throws {
    let gitea = [["X-Gitea-Signature", Self.digits]]
    #expect(try verdict(.github, gitea, Self.body, [Self.secret]) == .missing)
    let hub = [["X-Hub-Signature-256", Self.digest]]
    #expect(try verdict(.gitea, hub, Self.body, [Self.secret]) == nil)
    for first in ["X-Forgejo-Signature", "X-Gitea-Signature", "X-Gogs-Signature"] {
      #expect(try verdict(.gitea, hub + [[first, ""]], Self.body, [Self.secret]) == .malformed)
      let wrong = [[first, String(repeating: "0", count: 64)]]
      #expect(try verdict(.gitea, hub + wrong, Self.body, [Self.secret]) == .mismatch)
    }
    let prefixed = [["X-Gitea-Signature", Self.digest]]
    #expect(try verdict(.gitea, prefixed, Self.body, [Self.secret]) == .malformed)
  }

  @Test func nobodySignsWithoutASecret() throws {
    let headers = [["X-Hub-Signature-256", Self.digest]]
    #expect(try verdict(.github, headers, Self.body, []) == .mismatch)
  }
}
