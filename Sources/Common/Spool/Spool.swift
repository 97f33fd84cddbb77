/// A spool on a file system: where everything lies.
///
/// The receiver's verbs are in `Spool+Publish.swift`, the ledger in `Ledger.swift`; the runner's
/// verbs are its own.
package struct Spool: Sendable {
  package let root: String
  package let files: Files

  package static let format = "1"

  package init(root: String, files: Files) {
    self.root = root
    self.files = files
  }

  package func path(_ folder: SpoolFolder) -> String { "\(root)/\(folder.rawValue)" }

  package func path(_ folder: SpoolFolder, _ name: String) -> String {
    "\(root)/\(folder.rawValue)/\(name)"
  }

  package func path(writing id: EventID) -> String { path(.tmp, id.description) }

  package func path(incoming name: EventName) -> String { path(.incoming, name.description) }

  package func folder(of id: EventID) -> String { "\(path(.events))/\(id.day)/\(id.hour)" }

  package func path(event name: EventName) -> String { "\(folder(of: name.id))/\(name)" }

  package var ledger: Ledger { Ledger(folder: path(.deliveries), files: files) }

  /// Refuses a spool of a higher format; one without the file is a new one.
  package func checkFormat() throws(SpoolError) {
    let found: String
    do {
      let file = try files.open("\(root)/format")
      defer { files.close(file) }
      let bytes = try files.readOnce(file, limit: 64)
      found = String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    } catch {
      if error.isMissing { return }
      throw .unavailable(error)
    }
    guard found == Self.format else { throw .unknownFormat(found: found) }
  }

  /// Makes missing folders, never the spool itself.
  ///
  /// Those that were made keep their names through a power cut: without that, an event could be
  /// durable in a folder that is not.
  package func makeFolders(_ isWanted: (SpoolFolder) -> Bool) throws(SpoolError) {
    do {
      var changed: [String] = []
      for folder in SpoolFolder.allCases where isWanted(folder) {
        let isNew = try files.makeFolderIfMissing(path(folder), permissions: folder.permissions)
        let parent = folder.parent.map { path($0) } ?? root
        if isNew, !changed.contains(parent) { changed.append(parent) }
      }
      for parent in changed { try files.sync(folder: parent, .spoolFolders) }
    } catch {
      throw .unavailable(error)
    }
  }
}
