internal import Glibc

/// What a program says to a person or a pipe, and how it ends.
package enum StandardStreams {
  /// Writes text to standard output; a reader that is gone is no failure.
  package static func say(_ text: String) { write(text, to: 1) }

  /// Writes one line to standard error, with the journal's priority in front (`<3>` error, `<4>`
  /// warning, `<6>` information), which systemd takes off.
  package static func complain(_ line: String, priority: Int = 3) {
    let mark = isTerminal(.standardError) ? "" : "<\(priority)>"
    write("\(mark)\(TerminalText.escaped(line))\n", to: 2)
  }

  package static func isTerminal(_ file: Descriptor) -> Bool { isatty(file.number) == 1 }

  /// Ends the process at once with this status.
  package static func exit(_ status: ExitStatus) -> Never { Glibc.exit(status.rawValue) }

  private static func write(_ text: String, to number: Int32) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { buffer in
      var rest = buffer
      while let start = rest.baseAddress, rest.count > 0 {
        let count = Glibc.write(number, start, rest.count)
        if count <= 0 { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }
}
