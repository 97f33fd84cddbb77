/// One start of the program: what to do, and with which configuration.
struct Invocation: Equatable {
  let command: Command
  /// `--config`: the configuration file.
  let config: String?
  /// `--routes`: the folder of route files.
  let routes: String?

  /// Reads the arguments, the program's name left out; a pass has a job a processor when nobody
  /// says.
  ///
  /// `--help` and `--version` win over everything else that is well formed.
  init(_ arguments: [String], processors: Int) throws(UsageFault) {
    let given = try ArgumentWords(arguments)
    config = given.value(of: .config)
    routes = given.value(of: .routes)
    if given.has(.version) {
      command = .version
      return
    }
    guard let first = given.words.first else {
      guard given.has(.help) else { throw UsageFault("no command is given") }
      command = .help(nil)
      return
    }
    let word = try Self.word(first)
    if given.has(.help) {
      command = .help(word)
      return
    }
    for option in given.options.map(\.option) where !word.takes(option) {
      throw UsageFault("\(word.rawValue) takes no \(option.rawValue)", command: word)
    }
    let arguments = CommandArguments(
      word: word, operands: Array(given.words.dropFirst()), given: given)
    command = try arguments.command(processors: processors)
  }

  static func word(_ text: String) throws(UsageFault) -> CommandWord {
    if let word = CommandWord(rawValue: text) { return word }
    let hint = Suggestion.text(for: text, among: CommandWord.allCases.map(\.rawValue))
    throw UsageFault("unknown command \"\(text)\"\(hint)")
  }
}
