internal import Common

/// Checks a signature over a body against every live secret of a source.
struct Verifier {
  let rules: SchemeRules
  let secrets: [Secret]

  /// Returns when one of the secrets made the signature; throws `.unverified` in all other cases.
  ///
  /// Every secret is tried whichever matches, and digests are compared in constant time, so the
  /// time of the answer tells neither how much of a guess was right nor which secret is older.
  func verify(_ headers: HeaderList, _ signed: Body) throws(VerificationFault) {
    let claimed = try claimedDigest(headers)
    var isGenuine = false
    for secret in secrets {
      var mac = HMAC(key: secret.bytes)
      do throws(SystemError) {
        try signed.forEachPiece { piece throws(SystemError) in mac.update(piece) }
      } catch {
        throw .unreadable(error)
      }
      if ConstantTime.equal(mac.finish(), claimed) { isGenuine = true }
    }
    guard isGenuine else { throw .unverified(.mismatch) }
  }

  private func claimedDigest(_ headers: HeaderList) throws(VerificationFault) -> [UInt8] {
    for header in rules.signatures {
      let values = headers.values(header.name)
      guard let value = values.first else { continue }
      guard values.count == 1, value.starts(with: header.prefix.utf8) else {
        throw .unverified(.malformed)
      }
      let digits = Array(value.dropFirst(header.prefix.utf8.count))
      guard digits.count == 2 * SHA256.digestSize, let digest = Hexadecimal.decode(digits) else {
        throw .unverified(.malformed)
      }
      return digest
    }
    throw .unverified(.missing)
  }
}

/// Why a request did not pass.
enum VerificationFault: Error {
  case unverified(Unverified)
  case unreadable(SystemError)
}
