import Common
import Foundation
import Testing

/// A path in a suggested command means that path and nothing else, whatever its name is.
@Suite struct ShellWordTests {
  static let names: [[UInt8]] = [
    Array("plain-1_2.json".utf8), Array("x $(touch PWNED).json".utf8), Array("a b *".utf8),
    Array("it's; rm -rf".utf8), Array("`id`".utf8), Array("é\u{7}1".utf8),
    [0xff, 0x31, 0x0a, 0x27], Array("\\\\101".utf8), Array("!! ~ # & | < > \" $HOME".utf8),
  ]

  @Test func aPlainPathIsAsItIs() {
    #expect(FilePath("/var/spool/webhook/state/x.1").shellWord == "/var/spool/webhook/state/x.1")
  }

  @Test(arguments: names)
  func aShellReadsThePathBack(name: [UInt8]) throws {
    let path = FilePath("/spool/incoming", FileName(name))
    let shell = Process()
    let output = Pipe()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = ["-c", "printf %s \(path.shellWord)"]
    shell.currentDirectoryURL = URL(fileURLWithPath: "/")
    shell.standardOutput = output
    try shell.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    #expect(Array(said) == Array("/spool/incoming/".utf8) + name)
  }
}
