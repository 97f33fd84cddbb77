/// What became of one mutant.
package enum FuzzVerdict {
  case accepted
  case refused
  /// An invariant does not hold.
  case wrong(String)
}
