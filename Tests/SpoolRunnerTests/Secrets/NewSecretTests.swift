import Testing

@testable import Common
@testable import spool_runner

struct NewSecretTests {
  private func text(_ scheme: Scheme) -> String {
    var random = SystemRandomNumberGenerator()
    return NewSecret.text(for: scheme, using: &random)
  }

  @Test func aPathGetsARandomUUID() throws {
    let form = #/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#
    #expect(try form.wholeMatch(in: text(.path)) != nil)
    #expect(text(.path) != text(.path))
  }

  @Test func standardWebhooksGetsAKeyInBase64() throws {
    let text = text(.standardWebhooks)
    let key = SigningKey.base64.bytes(of: Secret(Array(text.utf8)))
    #expect(text.hasPrefix("whsec_") && key?.count == 32)
  }

  @Test(arguments: [Scheme.github, .gitea, .gitlab, .bitbucket, .jira, .hmac, .token, .bearer])
  func allOthersGetHexadecimalDigits(_ scheme: Scheme) throws {
    #expect(try #/[0-9a-f]{64}/#.wholeMatch(in: text(scheme)) != nil)
  }

  @Test func aSigningTokenOfGitLabIsReplacedByOne() {
    var random = SystemRandomNumberGenerator()
    let text = NewSecret.text(for: .gitlab, replacingSigner: true, using: &random)
    #expect(SigningKey.base64.bytes(of: Secret(Array(text.utf8)))?.count == 32)
    #expect(SigningKey.isMarked(Secret(Array(text.utf8))))
    let other = NewSecret.text(for: .github, replacingSigner: true, using: &random)
    #expect(!other.hasPrefix("whsec_"))
  }

  @Test func everyBitIsDrawn() {
    var random = Repeating(word: .max)
    #expect(
      NewSecret.text(for: .path, using: &random) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    random = Repeating(word: 0)
    #expect(
      NewSecret.text(for: .path, using: &random) == "00000000-0000-4000-8000-000000000000")
  }

  private struct Repeating: RandomNumberGenerator {
    let word: UInt64
    mutating func next() -> UInt64 { word }
  }
}
