/// The file in which both programs say what they did: one JSON object a line, one file a day.
///
/// A line is one write at the end of the file, so lines of several processes never mix. Nothing
/// depends on it: it is not synced, and a line that cannot be written is no failure of the work.
package struct Journal: Sendable {
  let folder: String
  let files: any FileSystem
  let clock: any Clock
  let program: String

  package init(spool: Spool, clock: any Clock, program: String) {
    folder = spool.path(.journal)
    files = spool.files
    self.clock = clock
    self.program = program
  }

  /// Adds one line: the time, who says it, what happened, and the entry's own members.
  package func note(_ what: String, _ members: (inout JSONWriter) -> Void) {
    let now = clock.now()
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("time", now.text)
    writer.member("program", program)
    writer.member("what", what)
    members(&writer)
    writer.endObject()
    try? append(writer.bytes + [UInt8(ascii: "\n")], day: now.day)
  }

  private func append(_ line: [UInt8], day: String) throws(SystemError) {
    let file = try open("\(folder)/webhooks_\(day).json")
    defer { files.close(file) }
    try files.write(line, to: file)
  }

  /// Makes the folder too: in a new spool the first thing to note may be why nothing else works.
  private func open(_ path: String) throws(SystemError) -> Descriptor {
    do {
      return try files.openForAppending(path, permissions: 0o660)
    } catch {
      guard error.isMissing else { throw error }
      try files.makeFolderIfMissing(folder, permissions: SpoolFolder.journal.permissions)
      return try files.openForAppending(path, permissions: 0o660)
    }
  }
}
