import Foundation
import TestSupport
import Testing

@testable import webhook_cgi

/// Damaged signature headers of every kind of sender: what passes still holds the digest.
struct SignatureFuzzTests {
  static let words = [
    "sha256=", "sha1=", "v0=", "v1=", "v1,", "t=", ",", ", ", " ", "=", ":", "==", ".", "1", "A",
    "99999999999999999999", "9223372036854775807", "-9223372036854775808", "1.5", "\n",
    "x-hub-signature-256: ", "Stripe-Signature: ", "webhook-signature: ", "X-Slack-Signature: ",
  ]

  @Test(arguments: try genuine())
  func noDamageMakesAnotherSignaturePass(_ sample: SignedSample) throws {
    let rules = try SchemeRules.sample(sample.scheme)
    let verification = Verification(rules.proof, [sample.secret], at: sample.now)
    let lines = sample.headers.map { "\($0[0]): \($0[1])" }.joined(separator: "\n")
    let digests = Self.digests(in: lines)
    try #require(!digests.isEmpty)
    let target = "signature of \(sample.name)"
    let report = Fuzzing(target, samples: [Array(lines.utf8)], words: Self.words).run { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      do {
        guard try verification.verdict(Self.headers(text), sample.body) == nil else {
          return .refused
        }
        let isThere = digests.contains { text.lowercased().contains($0) }
        return isThere ? .accepted : .wrong("passed without a digest")
      } catch {
        return .wrong("\(error)")
      }
    }
    #expect(report.finding == nil)
    #expect(report.isBalanced)
  }

  /// One sample of each sender that signs is enough: the others differ in the body.
  private static func genuine() throws -> [SignedSample] {
    var seen: Set<String> = []
    return try SignedSample.all().filter { sample in
      sample.isGenuine == true && sample.provider != "gitlab"
        && seen.insert(sample.provider).inserted
    }
  }

  private static func headers(_ text: String) -> [[String]] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return [
        String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : "",
      ]
    }
  }

  /// All that is long enough to be a digest or a token; folded, as hexadecimal may be.
  private static func digests(in text: String) -> [String] {
    text.split { !($0.isLetter || $0.isNumber || "+/_-".contains($0)) }
      .filter { $0.count >= 20 }.map { $0.lowercased() }
  }
}
