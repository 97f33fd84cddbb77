internal import Common

/// What is wrong with a text in a route file; whoever reads the file adds the place.
struct GrammarFault: Error, Equatable {
  let problem: ConfigFault.Problem

  init(found: String, expected: String) {
    problem = .wrong(found: found, expected: expected)
  }

  init(unsupported what: String) {
    problem = .unsupported(what: what)
  }

  func at(_ key: String, of reader: ConfigReader) -> ConfigFault {
    reader.fault(key, problem)
  }
}
