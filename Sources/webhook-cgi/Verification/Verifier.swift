internal import Common

/// Checks what a request shows against every live secret of a source.
struct Verifier {
  let proof: Proof
  let secrets: [Secret]

  /// In seconds since 1970.
  let now: Int64

  /// Says when the request has taken too long; nil lets it take its time.
  var deadline: Stream?

  /// Whether the body is a form, of which any part is a form too.
  var isForm = false

  /// Returns when one of the secrets made the proof; throws `.unverified` in all other cases.
  ///
  /// Every secret is tried whichever matches, and digests are compared in constant time, so the
  /// time of the answer tells neither how much of a guess was right nor which secret is older.
  func verify(_ headers: HeaderList, _ body: Body) throws(VerificationFault) {
    switch proof {
    case .signature(let rules): try verify(headers, body, signedBy: rules, secrets)
    case .token(let rule): try verify(headers, rule, secrets)
    case .tokenOrSignature(let token, let signature):
      try verify(headers, body, token, signature)
    case .path, .none: break
    }
  }

  /// Whether one of the secrets is the one that was shown.
  func isLive(_ shown: [UInt8]) -> Bool {
    Self.isAny(of: secrets.map { $0.bytes }, shown)
  }

  private static func isAny(of expected: [[UInt8]], _ shown: [UInt8]) -> Bool {
    // Digests have one length, so not even the secret's length shows.
    let digest = SHA256.digest(of: shown)
    var isAny = false
    for bytes in expected where ConstantTime.equal(SHA256.digest(of: bytes), digest) {
      isAny = true
    }
    return isAny
  }

  /// A secret for signing never passes as a token: whoever saw it in a header could sign.
  private func verify(
    _ headers: HeaderList, _ body: Body, _ token: TokenRule, _ signature: SignatureRule
  ) throws(VerificationFault) {
    let keys = secrets.filter(SigningKey.isMarked)
    let tokens = secrets.filter { !SigningKey.isMarked($0) }
    if keys.isEmpty { return try verify(headers, token, tokens) }
    do throws(VerificationFault) {
      try verify(headers, body, signedBy: [signature], keys)
    } catch {
      // Without a token the reason is the signature's: so the journal says which clock is wrong.
      guard case .unverified = error, !tokens.isEmpty, headers.first(token.header) != nil else {
        throw error
      }
      try verify(headers, token, tokens)
    }
  }

  private func verify(
    _ headers: HeaderList, _ body: Body, signedBy rules: [SignatureRule], _ secrets: [Secret]
  ) throws(VerificationFault) {
    guard let rule = rules.first(where: { headers.first($0.header) != nil }) else {
      throw .unverified(Unverified(reason: .missing))
    }
    let claim: SignatureClaim
    do throws(Unverified.Reason) {
      claim = try SignatureClaim(rule, headers, now: now)
      if isForm, !claim.hasOneReading { throw .malformed }
    } catch {
      throw .unverified(Unverified(reason: error))
    }
    try claim.check(body, secrets, deadline)
  }

  private func verify(
    _ headers: HeaderList, _ rule: TokenRule, _ secrets: [Secret]
  ) throws(VerificationFault) {
    let shown: [UInt8]
    do throws(Unverified.Reason) {
      shown = try rule.shown(headers)
    } catch {
      throw .unverified(Unverified(reason: error))
    }
    guard Self.isAny(of: secrets.map(rule.expected), shown) else {
      throw .unverified(Unverified(reason: .mismatch, secretsTried: secrets.count))
    }
  }
}

/// Why a request did not pass.
enum VerificationFault: Error {
  case unverified(Unverified)
  case unreadable(SystemError)
  /// The deadline passed before the proof was known to hold, or not to.
  case late
}
