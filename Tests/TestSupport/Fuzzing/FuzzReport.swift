/// What became of all mutants of a run.
package struct FuzzReport {
  /// What was found first, with the seed that finds it again; nil when every invariant held.
  package internal(set) var finding: String?
  package internal(set) var accepted = 0
  package internal(set) var refused = 0

  /// Whether both sides of the code under test were reached, so that the run means something.
  package var isBalanced: Bool {
    let most = (accepted + refused) * 49 / 50
    return accepted < most && refused < most
  }
}
