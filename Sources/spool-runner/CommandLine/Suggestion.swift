internal import Common

/// The known word that somebody probably meant.
enum Suggestion {
  /// The end of a complaint: `: did you mean "status"?`, or nothing when no word is near.
  static func text(for word: String, among known: [String]) -> String {
    guard let nearest = Spelling.nearest(to: word, among: known) else { return "" }
    return ": did you mean \"\(nearest)\"?"
  }
}
