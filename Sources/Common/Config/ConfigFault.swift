/// What is wrong at one place of a configuration file.
package struct ConfigFault: Error, Equatable {
  /// What was found there, as far as a person needs it to put it right.
  package enum Problem: Equatable, Sendable {
    /// The file cannot be read; the reason is whole.
    case unreadable(reason: String)

    /// The file is not JSON, or has one name twice.
    case malformed(JSONError)

    /// A key nobody knows; with the known one that looks most like it, else with all of them.
    case unknownKey(suggestion: String?, known: [String])

    case missing(expected: String)
    case wrong(found: String, expected: String)

    /// Something this version has a name for and no code.
    case unsupported(what: String)
  }

  /// The file's path, or what stands for it where there is no file.
  package let file: String

  /// The key path, as in `sources.github.secret[0].file`; empty for the file as a whole.
  package let key: String
  package let problem: Problem

  package init(file: String, key: String = "", _ problem: Problem) {
    self.file = file
    self.key = key
    self.problem = problem
  }
}

extension ConfigFault: CustomStringConvertible {
  /// One line; what it shows of the file cannot break the line.
  package var description: String {
    TerminalText.escaped("\(file): " + (key.isEmpty ? "" : "\(key): ") + problem.description)
  }
}

extension ConfigFault.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .malformed(let error): error.description
    case .unknownKey(let suggestion?, _): "unknown key; did you mean \"\(suggestion)\"?"
    case .unknownKey(nil, let known):
      "unknown key; expected one of \(known.joined(separator: ", "))"
    case .missing(let expected): "missing; expected \(expected)"
    case .wrong(let found, let expected): "found \(found), expected \(expected)"
    case .unsupported(let what): "\(what) is not supported by this version"
    }
  }
}
