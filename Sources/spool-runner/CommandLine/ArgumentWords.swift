/// The arguments, sorted into words and options, before anybody asks which command it is.
struct ArgumentWords: Equatable {
  private(set) var words: [String] = []
  private(set) var options: [Given] = []

  /// An option as it was given; a flag has no value.
  struct Given: Equatable {
    let option: Option
    let value: String?
  }

  /// Takes `--name value` and `--name=value` anywhere; `--` ends the options, `-` is a word.
  init(_ arguments: [String]) throws(UsageFault) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        words += rest
        return
      }
      guard argument.utf8.count > 1, argument.utf8.first == UInt8(ascii: "-") else {
        words.append(argument)
        continue
      }
      let given = try Self.option(argument, &rest)
      if has(given.option) {
        throw UsageFault("\(given.option.rawValue) is given twice")
      }
      options.append(given)
    }
  }

  func has(_ option: Option) -> Bool { options.contains { $0.option == option } }

  func value(of option: Option) -> String? { options.first { $0.option == option }?.value }

  private static func option(_ argument: String, _ rest: inout ArraySlice<String>)
    throws(UsageFault) -> Given
  {
    let (name, joined) = split(argument)
    guard let option = name == "-h" ? .help : Option(rawValue: name) else {
      let hint = Suggestion.text(for: name, among: Option.allCases.map(\.rawValue))
      throw UsageFault("unknown option \"\(name)\"\(hint)")
    }
    guard let placeholder = option.placeholder else {
      if joined != nil { throw UsageFault("\(name) takes no value") }
      return Given(option: option, value: nil)
    }
    guard let value = joined ?? rest.popFirst(), !value.isEmpty else {
      throw UsageFault("\(name) needs a value: \(name) \(placeholder)")
    }
    return Given(option: option, value: value)
  }

  private static func split(_ argument: String) -> (name: String, value: String?) {
    guard let equals = argument.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      return (argument, nil)
    }
    return (String(argument[..<equals]), String(argument[argument.utf8.index(after: equals)...]))
  }
}
