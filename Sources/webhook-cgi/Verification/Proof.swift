internal import Common

/// What a kind of sender shows to prove who it is.
enum Proof: Equatable {
  /// A signature; of several rules the first whose header is present decides.
  case signature([SignatureRule])

  case token(TokenRule)

  /// Either, as each secret says of itself: one for signing begins with `whsec_` (GitLab).
  case tokenOrSignature(TokenRule, SignatureRule)

  /// The secret in the path, which was looked at before anything else.
  case path

  case none

  static let unusableSecret = "a secret is not base 64, as its scheme needs"

  /// Whether a secret can be one of this proof's.
  func canUse(_ secret: Secret) -> Bool {
    switch self {
    case .signature(let rules): rules.allSatisfy { $0.key.bytes(of: secret) != nil }
    case .tokenOrSignature(_, let rule):
      !SigningKey.isMarked(secret) || rule.key.bytes(of: secret) != nil
    case .token, .path, .none: true
    }
  }
}
