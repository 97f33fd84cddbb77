/// What a picker found in one document.
package struct JSONPicking: Equatable, Sendable {
  /// What a document is as a whole.
  package enum Top: Sendable {
    case object
    case array
    case other
  }

  package let top: Top

  /// One result for each pick, in the order of the picks.
  package let results: [JSONPicked]

  /// The result for the pick at an index.
  package subscript(index: Int) -> JSONPicked { results[index] }
}
