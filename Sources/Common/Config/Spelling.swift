/// Finds what somebody probably meant to write.
package enum Spelling {
  /// Returns the word that is nearest to a text, nil when none is near.
  ///
  /// Near is a third of the text's length in bytes, and at least one edit.
  package static func nearest(to text: String, among words: [String]) -> String? {
    let typed = Array(text.utf8)
    var best: String?
    var limit = max(1, typed.count / 3)
    for word in words {
      let edits = distance(typed, Array(word.utf8))
      if edits < limit || (edits == limit && best == nil) {
        best = word
        limit = edits
      }
    }
    return best
  }

  /// How many bytes must be inserted, removed or replaced to make one text the other.
  private static func distance(_ typed: [UInt8], _ word: [UInt8]) -> Int {
    // The distances between a beginning of `typed` and every beginning of `word`.
    var row = Array(0...word.count)
    for (line, byte) in typed.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for (column, other) in word.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
      }
    }
    return row[word.count]
  }
}
