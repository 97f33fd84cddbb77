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
}
