/// Why a proof did not hold; the sender is told one text for all.
struct Unverified: Error, Equatable {
  enum Reason: String, Error {
    case missing
    case malformed
    case mismatch
    /// Genuine, and sent too long ago, or in the future.
    case untimely
  }

  let reason: Reason

  /// How many live secrets were compared with; none when there was nothing to compare.
  var secretsTried = 0

  /// Our clock minus the time that was signed, in seconds, where the scheme signs one.
  var clockDifference: Int64?
}
