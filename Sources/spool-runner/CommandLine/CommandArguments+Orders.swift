internal import Common

extension CommandArguments {
  func runOptions(processors: Int) throws(UsageFault) -> RunOptions {
    RunOptions(
      wait: given.has(.wait), watch: given.has(.watch),
      lingerMilliseconds: try milliseconds(.linger) ?? 0,
      jobs: try count(.jobs) ?? processors)
  }

  func wishes() throws(UsageFault) -> [Order.Wish] {
    if word == .sweep {
      try expectNoOperands()
      return [.sweep]
    }
    if operands.isEmpty {
      throw fault("\(word.rawValue) needs \(word == .reprocess ? "an event" : "a task")")
    }
    var wishes: [Order.Wish] = []
    for operand in operands {
      let wish = try wish(operand)
      if !wishes.contains(wish) { wishes.append(wish) }
    }
    return wishes
  }

  /// With `--now` nothing is ordered, and what is waited for is the lock.
  func isSweepWaiting() throws(UsageFault) -> Bool {
    try expectNoOperands()
    if given.has(.timeout) { throw fault("--timeout is not for --now") }
    return given.has(.wait)
  }

  func waiting() throws(UsageFault) -> OrderWaiting {
    let timeout = try milliseconds(.timeout)
    guard given.has(.wait) else {
      if timeout != nil { throw fault("--timeout is for --wait") }
      return .no
    }
    return .upTo(milliseconds: timeout ?? 60_000)
  }

  func sendRequest() throws(UsageFault) -> SendRequest {
    let file = try onlyOperand("a file, or - for standard input")
    guard let source = try spoolWord(.source) else {
      throw fault("send needs --source NAME: who is said to have sent it")
    }
    return SendRequest(file: file, source: source, event: given.value(of: .event))
  }

  func secretRequest() throws(UsageFault) -> SecretRequest {
    let verbs = SecretRequest.Verb.allCases.map(\.rawValue)
    guard let first = operands.first else {
      throw fault("secret needs \(verbs.joined(separator: " or ")), and a source")
    }
    guard let verb = SecretRequest.Verb(rawValue: first) else {
      throw fault("secret does no \"\(first)\"\(Suggestion.text(for: first, among: verbs))")
    }
    guard operands.count == 2 else {
      throw fault("secret \(first) needs exactly one source")
    }
    return SecretRequest(verb: verb, source: operands[1])
  }

  private func wish(_ text: String) throws(UsageFault) -> Order.Wish {
    switch (word, NamedID(text)) {
    case (.retry, .task(let task)): return .retry(task)
    case (.retry, .event(let event)): return .retryEvent(event)
    case (.cancel, .task(let task)): return .cancel(task)
    case (.reprocess, .event(let event)): return .reprocess(event)
    case (.reprocess, .task(let task)):
      throw fault("\"\(text)\" is a task: reprocess \(task.event) routes its event again")
    case (.cancel, .event):
      throw fault("\"\(text)\" is an event: cancel takes its tasks one by one")
    default: throw noID(text, word == .reprocess ? "list events" : "list tasks")
    }
  }
}
