/// Takes a few values out of a document, and checks all of it, in one pass.
///
/// Only what is picked is kept in memory. Picks may overlap.
package struct JSONPicker: Sendable {
  /// How many picks there may be: each is a bit of a word.
  package static let limit = JSONPickSet.limit

  private let picks: [JSONPick]

  /// Takes at most `limit` picks.
  package init(_ picks: [JSONPick]) {
    precondition(picks.count <= Self.limit, "a picker takes \(Self.limit) picks")
    self.picks = picks
  }

  /// Reads one whole document and returns what was found in it.
  ///
  /// A name repeated on the way to a picked value, or at it, is an error, because nobody knows
  /// which was meant. Repeated names elsewhere, and inside a picked value, are not looked at.
  ///
  /// The values that are kept may need `room` bytes of memory; beyond that the document is
  /// `tooLarge`.
  package func pick<Input>(
    from reader: inout JSONReader<Input>, room: Int = .max
  ) throws(JSONError) -> JSONPicking {
    reader.tokenizer.room = room
    return try pick(from: &reader.tokenizer)
  }

  private func pick(from tokenizer: inout JSONTokenizer) throws(JSONError) -> JSONPicking {
    var walk = JSONPickWalk(picks)
    let top = try walk.visitDocument(&tokenizer)
    return JSONPicking(top: top, results: walk.results)
  }
}
