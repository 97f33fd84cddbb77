internal import Common

/// Moves what cannot be an event, or an order, out of the way, with a reason a person understands.
///
/// Nothing is deleted, and nothing is thrown: an entry that cannot be moved must not stop the rest.
struct Rejecter {
  enum Result: Equatable {
    /// It lies in `rejected/`.
    case rejected
    /// It could only be renamed where it was.
    case setAside
    /// It could not even be renamed.
    case stays
    case gone
  }

  let spool: Spool
  let journal: Journal
  let newID: () -> EventID

  private var files: any FileSystem { spool.files }

  /// Moves an entry to `rejected/`, under a name that sorts by time.
  @discardableResult
  func reject(_ name: FileName, in folder: SpoolFolder = .incoming, because reason: String)
    -> Result
  {
    let target = spool.path(.rejected, "\(newID()).\(Self.bounded(name))")
    writeReason(reason, besides: target)
    do throws(SystemError) {
      try files.rename(FilePath(spool.path(folder), name), to: FilePath(target))
    } catch {
      try? files.remove("\(target).reason")
      return setAside(name, in: folder, because: "\(reason), and \(error)")
    }
    journal.note("rejected") { writer in
      writer.member("file", name.shown)
      writer.member("reason", reason)
    }
    return .rejected
  }

  /// Renames an entry in its place to `.ID.aside`, where no pass looks at it again.
  @discardableResult
  func setAside(_ name: FileName, in folder: SpoolFolder, because reason: String) -> Result {
    let path = FilePath(spool.path(folder), name)
    let target = spool.path(folder, AsideName.text(newID()))
    do throws(SystemError) {
      guard try files.statusIfPresent(path) != nil else { return .gone }
      try files.rename(path, to: FilePath(target))
    } catch {
      StandardStreams.complain("\(error): \(reason)", priority: 4)
      return .stays
    }
    StandardStreams.complain("\(path.shown) is now \(target): \(reason)", priority: 4)
    journal.note("set aside") { writer in
      writer.member("file", path.shown)
      writer.member("as", target)
      writer.member("reason", reason)
    }
    return .setAside
  }

  /// A reason that cannot be written, for want of room, is still in the journal's line.
  private func writeReason(_ reason: String, besides target: String) {
    guard let note = try? files.create("\(target).reason", permissions: 0o640) else { return }
    defer { files.close(note) }
    try? files.write(Array("\(TerminalText.escaped(reason))\n".utf8), to: note)
  }

  /// The name as text of at most 200 bytes: id and `.reason` take their part of the 255.
  ///
  /// Of a name that is longer, or no text, the end, with `=XX` for every byte that is not ASCII.
  private static func bounded(_ name: FileName) -> String {
    if let text = name.text, name.bytes.count <= 200 { return text }
    let plain = name.bytes.map { byte in
      byte > 0x20 && byte < 0x7F
        ? String(UnicodeScalar(byte)) : "=" + Hexadecimal.encode([byte])
    }
    return String(decoding: plain.joined().utf8.suffix(200), as: UTF8.self)
  }
}
