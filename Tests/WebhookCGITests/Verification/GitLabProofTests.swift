import Common
import Testing

@testable import webhook_cgi

/// GitLab's two kinds of secrets, and the time when both are live.
struct GitLabProofTests {
  private static let token = Array("s3cr3t-token".utf8)
  private static let signed = SchemeSample.all.filter { $0.scheme == .gitlab }
  private static let shown = [["X-Gitlab-Token", "s3cr3t-token"]]

  private func verdict(
    _ headers: [[String]], _ secrets: [[UInt8]], late: Int64 = 0
  ) throws -> Unverified? {
    let sample = try #require(Self.signed.first)
    return try sample.verdict(headers, secrets: secrets, at: sample.sent + late)
  }

  private var sample: SchemeSample {
    get throws { try #require(Self.signed.first) }
  }

  @Test func eachKindPassesWhileBothAreLive() throws {
    let both = [Self.token, try sample.secret]
    #expect(try verdict(sample.headers(), both) == nil)
    #expect(try verdict(Self.shown, both) == nil)
    #expect(try verdict(Self.shown + sample.headers(), both) == nil)
    #expect(try verdict(Self.shown + sample.headers(), both.reversed()) == nil)
  }

  @Test func aKindThatIsNoLongerLiveDoesNotPass() throws {
    let signature = try sample.headers()
    #expect(try verdict(Self.shown, [sample.secret]) == Unverified(reason: .missing))
    #expect(try verdict(signature, [Self.token]) == Unverified(reason: .missing))
    #expect(try verdict(Self.shown + signature, [sample.secret]) == nil)
  }

  /// Whoever saw a signing secret in a header could sign with it: it is no token.
  @Test func aSigningSecretNeverPassesAsAToken() throws {
    let sample = try sample
    let secret = String(decoding: sample.secret, as: UTF8.self)
    for shown in [secret, String(secret.dropFirst("whsec_".count))] {
      let headers = [["X-Gitlab-Token", shown]]
      #expect(try verdict(headers, [sample.secret])?.reason == .missing)
      #expect(try verdict(headers, [sample.secret, Self.token])?.reason == .mismatch)
    }
  }

  /// A plain token is no key, whatever was signed with it.
  @Test func aTokenNeverSigns() throws {
    let sample = try sample
    #expect(try verdict(sample.headers(), [SchemeSample.base64])?.reason == .missing)
  }

  /// A signature that failed says why, and not that there was no token either.
  @Test func theReasonIsThatOfWhatWasSent() throws {
    let both = [Self.token, try sample.secret]
    #expect(
      try verdict(sample.headers(), both, late: 301)
        == Unverified(reason: .untimely, secretsTried: 1, clockDifference: 301))
    #expect(
      try verdict(sample.headers(), [Self.token, sample.otherSecret])
        == Unverified(reason: .mismatch, secretsTried: 1, clockDifference: 0))
    #expect(try verdict([["X-Gitlab-Token", "x"]], both)?.reason == .mismatch)
    #expect(try verdict([], both) == Unverified(reason: .missing))
  }

  /// The gate refuses such a secret before; should one get here, it proves nothing.
  @Test func aSigningSecretThatIsNoBase64ProvesNothing() throws {
    #expect(try verdict(sample.headers(), [Array("whsec_!".utf8)])?.reason == .mismatch)
  }
}
