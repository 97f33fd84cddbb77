internal import Common

/// A command's word with all that was given to it, to be made a `Command`.
struct CommandArguments {
  let word: CommandWord
  let operands: [String]
  let given: ArgumentWords

  func command(processors: Int) throws(UsageFault) -> Command {
    switch word {
    case .run:
      try expectNoOperands()
      return .run(try runOptions(processors: processors))
    case .status:
      try expectNoOperands()
      return .status(format)
    case .list: return .list(try listQuery(), format)
    case .show: return .show(try showQuery(), format)
    case .sweep where given.has(.now): return .sweep(isWaiting: try isSweepWaiting())
    case .retry, .reprocess, .cancel, .sweep: return .order(try wishes(), try waiting())
    case .send: return .send(try sendRequest())
    case .secret: return .secret(try secretRequest(), format)
    case .check:
      try expectNoOperands()
      return .check(format)
    case .help: return .help(try topic())
    }
  }

  var format: Command.Format { given.has(.json) ? .script : .person }

  func fault(_ message: String) -> UsageFault { UsageFault(message, command: word) }

  func expectNoOperands() throws(UsageFault) {
    if let operand = operands.first { throw fault("\(word.rawValue) takes no \"\(operand)\"") }
  }

  /// The operand of a command that takes exactly one; `what` says of which kind.
  func onlyOperand(_ what: String) throws(UsageFault) -> String {
    guard let operand = operands.first else { throw fault("\(word.rawValue) needs \(what)") }
    guard operands.count == 1 else {
      throw fault("\(word.rawValue) takes only \(what), and \"\(operands[1])\" is one more")
    }
    return operand
  }

  func milliseconds(_ option: Option) throws(UsageFault) -> Int64? {
    guard let text = given.value(of: option) else { return nil }
    if let time = ConfigTime.milliseconds(text) { return time }
    throw fault("\(option.rawValue) takes a time such as 10s or 5m, not \"\(text)\"")
  }

  func count(_ option: Option) throws(UsageFault) -> Int? {
    guard let text = given.value(of: option) else { return nil }
    if let count = Quantity.count(text) { return count }
    throw fault("\(option.rawValue) takes a number from 1 on, not \"\(text)\"")
  }

  func spoolWord(_ option: Option) throws(UsageFault) -> SpoolWord? {
    guard let text = given.value(of: option) else { return nil }
    if let name = SpoolWord(text) { return name }
    throw fault("\(option.rawValue) takes 1 to 48 of a-z 0-9 - _, not \"\(text)\"")
  }

  private func topic() throws(UsageFault) -> CommandWord? {
    if operands.isEmpty { return nil }
    return try Invocation.word(try onlyOperand("a command"))
  }
}
