internal import Foundation

/// A fresh folder of the real file system, removed with everything in it when the value goes.
///
/// A class, because only its end removes the folder.
package final class TemporaryFolder: Sendable {
  /// Absolute, without a slash at the end and without links on the way.
  package let path: String

  package init() throws {
    let folder = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("webhook-spool-\(UUID().uuidString)", isDirectory: false)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    path = folder.path
  }

  deinit {
    // What a test made unreadable stays behind; the test itself has its result by now.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a name in the folder.
  package func path(_ name: String) -> String { "\(path)/\(name)" }
}
