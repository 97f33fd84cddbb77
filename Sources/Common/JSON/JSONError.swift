/// Why a JSON document was not read.
package enum JSONError: Error, Equatable {
  /// It breaks the grammar; both numbers begin with 1, the column counts bytes.
  case syntax(line: Int, column: Int, reason: String)

  /// Objects and arrays are nested more than 256 deep.
  case tooDeep

  /// What is picked of it needs more memory than it may have.
  case tooLarge

  /// An object has one name twice, so that readers would disagree about its value.
  case repeatedName(path: String)

  /// The input failed before the document ended; the input knows why.
  case unreadable
}

extension JSONError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .syntax(let line, let column, let reason): "line \(line), column \(column): \(reason)"
    case .tooDeep: "objects and arrays are nested more than \(JSONNesting.limit) deep"
    case .tooLarge: "what is read of it needs more memory than it may have"
    case .repeatedName(let path): "the name \(path) is given more than once"
    case .unreadable: "the document could not be read to its end"
    }
  }
}

extension JSONError {
  /// Returns the same error as seen from one level further out.
  ///
  /// The component is the name of the member that holds the value, or `[0]` in an array.
  func inside(_ component: String) -> JSONError {
    guard case .repeatedName(let path) = self else { return self }
    return .repeatedName(path: component + (path.utf8.first == .openBracket ? "" : ".") + path)
  }
}
