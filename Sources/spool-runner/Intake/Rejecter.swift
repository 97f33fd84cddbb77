internal import Common

/// Moves what cannot be an event, or an order, to `rejected/`, with a reason a person understands.
struct Rejecter {
  let spool: Spool
  let journal: Journal
  let newID: () -> EventID

  /// Nothing is deleted: the file itself is moved, under a name that sorts by time.
  func reject(_ name: String, in folder: SpoolFolder = .incoming, because reason: String)
    throws(SystemError)
  {
    let target = spool.path(.rejected, "\(newID()).\(Self.bounded(name))")
    let note = try spool.files.create("\(target).reason", permissions: 0o640)
    defer { spool.files.close(note) }
    try spool.files.write(Array("\(TerminalText.escaped(reason))\n".utf8), to: note)
    do {
      try spool.files.rename(spool.path(folder, name), to: target)
    } catch {
      try? spool.files.remove("\(target).reason")
      if error.isMissing { return }
      guard error.isDenied else { throw error }
      // Another user's folder, say: it cannot be moved, and must not stop the others.
      return StandardStreams.complain("\(error); remove it: \(reason)", priority: 4)
    }
    journal.note("rejected") { writer in
      writer.member("file", name)
      writer.member("reason", reason)
    }
  }

  /// A file name has at most 255 bytes; id and `.reason` take their part of it.
  private static func bounded(_ name: String) -> String {
    name.utf8.count <= 200 ? name : String(decoding: name.utf8.suffix(200), as: UTF8.self)
  }
}
