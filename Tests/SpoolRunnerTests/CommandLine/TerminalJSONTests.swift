import Synchronization
import Testing

@testable import Common
@testable import spool_runner

/// What was said; a class, because the output and the test look at one.
private final class Lines: Sendable {
  let text = Mutex("")
}

/// JSON on a person's terminal: nothing in it moves the cursor or turns the text.
struct TerminalJSONTests {
  static let payload = "{\n \"a\":\"\u{9b}31m\u{202e}\u{2066}\u{e9}\u{7f}\"}"

  private func said(isTerminal: Bool) -> String {
    let lines = Lines()
    let output = Output(
      isTerminal: isTerminal, say: { said in lines.text.withLock { $0 += said } },
      complain: { _ in })
    var writer = JSONWriter()
    writer.raw(Array(Self.payload.utf8))
    output.say(writer)
    return lines.text.withLock { $0 }
  }

  @Test func itIsEscapedAndStaysTheSameValue() throws {
    let text = said(isTerminal: true)
    #expect(text == "{\n \"a\":\"\\u009b31m\\u202e\\u2066\u{e9}\\u007f\"}\n")
    #expect(
      try JSONValue.parse(Array(text.utf8)) == JSONValue.parse(Array(Self.payload.utf8)))
  }

  @Test func inAPipeItIsAsItCame() {
    #expect(said(isTerminal: false) == Self.payload + "\n")
  }
}
