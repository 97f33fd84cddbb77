import Common
import Foundation
import Testing

@testable import webhook_cgi

/// The program under a limit of the size of files, whose signal ends a process by default.
struct FileSizeLimitTests {
  /// The event is stored when the journal's line is refused.
  @Test func aFullJournalFileLeavesTheAnswer() throws {
    let bench = try ProgramBench()
    let journal = "\(bench.spool)/journal"
    try FileManager.default.createDirectory(atPath: journal, withIntermediateDirectories: true)
    let day = KernelClock().now().day
    let line = Data(repeating: UInt8(ascii: "\n"), count: 8192)
    try line.write(to: URL(filePath: "\(journal)/webhooks_\(day).json"))
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    // Units of 512 bytes.
    shell.arguments = ["-c", "ulimit -f 8; exec \"$0\"", ProgramRun.path]
    shell.environment = bench.environment
    let (input, output) = (Pipe(), Pipe())
    (shell.standardInput, shell.standardOutput) = (input, output)
    try shell.run()
    input.fileHandleForWriting.write(Data(Delivery.github().bytes))
    try input.fileHandleForWriting.close()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(shell.terminationReason == .exit)
    #expect(shell.terminationStatus == 0)
    #expect(try Reply(Array(answer)).status == 200)
    #expect(bench.events().count == 1)
  }
}
