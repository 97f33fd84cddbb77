import Common
import Testing

@testable import webhook_cgi

/// Every scheme that signs passes what its sender sent, and nothing near it.
struct SchemeTests {
  @Test func everySchemeHasASample() {
    let signed = Set(SchemeSample.all.map(\.scheme))
    #expect(signed.union([.token, .basic, .bearer, .path, .none]) == Set(Scheme.allCases))
  }

  @Test(arguments: SchemeSample.all)
  func aGenuineDeliveryPasses(_ sample: SchemeSample) throws {
    #expect(try sample.verdict() == nil)
  }

  @Test(arguments: SchemeSample.all)
  func headerNamesHaveNoCase(_ sample: SchemeSample) throws {
    #expect(try sample.verdict(sample.headers().map { [$0[0].uppercased(), $0[1]] }) == nil)
  }

  @Test(arguments: SchemeSample.all)
  func anotherBodyDoesNotPass(_ sample: SchemeSample) throws {
    let body = SchemeSample.body
    for other in [body + [0x0A], Array(body.dropLast()), [0x20] + body, []] {
      #expect(try sample.verdict(body: other)?.reason == .mismatch)
    }
  }

  @Test(arguments: SchemeSample.all)
  func anotherSecretDoesNotPassAndEveryOneIsTried(_ sample: SchemeSample) throws {
    let other = sample.otherSecret
    for count in 1...3 {
      let why = try sample.verdict(secrets: Array(repeating: other, count: count))
      let difference: Int64? = sample.time == nil ? nil : 0
      #expect(
        why == Unverified(reason: .mismatch, secretsTried: count, clockDifference: difference))
    }
  }

  @Test(arguments: SchemeSample.all)
  func anyOfSeveralSecretsPasses(_ sample: SchemeSample) throws {
    let (right, other) = (sample.secret, sample.otherSecret)
    for secrets in [[right, other], [other, right], [other, right, other]] {
      #expect(try sample.verdict(secrets: secrets) == nil)
    }
    #expect(try sample.verdict(secrets: [other]) != nil)
  }

  /// No step of ours may read text, join lines or drop a byte before the code is made.
  @Test(arguments: SchemeSample.all)
  func theBytesAreSignedAndNotWhatTheyMean(_ sample: SchemeSample) throws {
    let headers = sample.headers(code: sample.codeOfRawBytes)
    let raw = SchemeSample.rawBytes
    #expect(try sample.verdict(headers, body: raw) == nil)
    let repaired = Array(String(decoding: raw, as: UTF8.self).utf8)
    let others = [
      Array(raw.dropFirst(3)), raw.filter { $0 != 0x0D }, raw.filter { $0 != 0 }, repaired,
      Array(raw.prefix { $0 != 0 }), Array(raw.dropLast()),
    ]
    for other in others {
      #expect(try sample.verdict(headers, body: other)?.reason == .mismatch)
    }
  }

  /// A code is looked for in the headers of the configured scheme alone.
  @Test(arguments: SchemeSample.all)
  func theHeaderOfAnotherSchemeIsNotLookedAt(_ sample: SchemeSample) throws {
    let own = Set(SchemeSample.all.filter { $0.scheme == sample.scheme }.map(\.header))
    for other in SchemeSample.all where !own.contains(other.header) {
      let headers = sample.headers(proof: []) + [[other.header, sample.value()]]
      #expect(try sample.verdict(headers) == Unverified(reason: .missing))
    }
  }
}
