/// Why a signature did not hold; the sender is told one text for all.
enum Unverified: String, Equatable {
  case missing
  case malformed
  case mismatch
}
