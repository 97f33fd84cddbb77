/// A value that is wanted from a JSON document.
package struct JSONPick: Equatable, Sendable {
  /// How it is wanted.
  package enum Form: Sendable {
    /// As a value in memory.
    case value

    /// As the place of its bytes in the document, which costs no memory.
    case span
  }

  /// The names that lead to it, from the outermost; none is the whole document.
  ///
  /// In an array a name is the number of an element, from 0.
  package let path: [String]
  package let form: Form

  package init(_ path: [String], _ form: Form) {
    self.path = path
    self.form = form
  }
}
