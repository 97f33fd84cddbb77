/// The files in which both programs say what they did: one JSON object a line.
///
/// A line is one write at the end of the file, so lines of several processes never mix. Nothing
/// depends on it: it is not synced, and a line that cannot be written is no failure of the work.
package struct Journal: Sendable {
  let folder: String
  let files: Files
  let clock: Time
  let program: String

  package init(spool: Spool, clock: Time, program: String) {
    folder = spool.path(.journal)
    files = spool.files
    self.clock = clock
    self.program = program
  }

  /// Adds one line: the time, who says it, what happened, and the entry's own members.
  package func note(_ what: String, _ members: (inout JSONWriter) -> Void) {
    let now = clock.now()
    var writer = begin(what, now)
    members(&writer)
    do throws(SystemError) {
      let file = try open(.webhooks, now)
      defer { files.close(file) }
      try files.write(Self.line(&writer), to: file)
    } catch {
      // Nothing depends on it.
    }
  }

  func begin(_ what: String, _ now: Moment) -> JSONWriter {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("time", now.text)
    writer.member("program", program)
    writer.member("what", what)
    return writer
  }

  static func line(_ writer: inout JSONWriter) -> [UInt8] {
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// Makes the folder too: in a new spool the first thing to note may be why nothing else works.
  func open(_ file: JournalFile, _ now: Moment) throws(SystemError) -> Descriptor {
    let path = "\(folder)/\(file.name(now.day))"
    do {
      return try files.openForAppending(path, permissions: 0o660)
    } catch {
      guard error.isMissing else { throw error }
      try files.makeFolderIfMissing(folder, permissions: SpoolFolder.journal.permissions)
      return try files.openForAppending(path, permissions: 0o660)
    }
  }
}
