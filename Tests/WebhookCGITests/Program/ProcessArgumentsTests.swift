import Testing

@testable import webhook_cgi

/// The kernel's words of a process are those that the process was given.
struct ProcessArgumentsTests {
  @Test func theWordsOfThisProcess() throws {
    #expect(try ProcessArguments.words() == Array(CommandLine.arguments.dropFirst()))
  }
}
