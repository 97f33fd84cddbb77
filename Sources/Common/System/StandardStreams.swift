internal import Glibc

/// What a program says to a person or a pipe, and how it ends.
package enum StandardStreams {
  /// Writes text to standard output; a reader that is gone is no failure.
  package static func say(_ text: String) { write(text, to: 1) }

  /// Writes one line to standard error.
  ///
  /// Where systemd reads it (`sd-daemon(3)`: it sets `JOURNAL_STREAM`), the priority stands in front:
  /// `<3>` an error, `<4>` a warning. A person sees none.
  package static func complain(_ line: String, priority: Int = 3) {
    let mark = getenv("JOURNAL_STREAM") == nil ? "" : "<\(priority)>"
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
