import Common
import Foundation
import TestSupport
import Testing

@testable import spool_runner

struct FolderWatchTests {
  let folder: TemporaryFolder
  let files = KernelFileSystem()

  init() throws {
    folder = try TemporaryFolder()
    for name in ["a", "b", "c"] { try files.makeFolder(folder.path(name), permissions: 0o700) }
  }

  @Test func aFileThatIsMovedInIsNoticed() throws {
    let watch = try #require(FolderWatch([folder.path("a"), folder.path("b")]))
    defer { watch.close() }
    #expect(!isReady(watch))
    files.close(try files.create(folder.path("c/file"), permissions: 0o600))
    #expect(!isReady(watch))
    try files.rename(folder.path("c/file"), to: folder.path("b/file"))
    #expect(isReady(watch))
    #expect(watch.drain())
    #expect(!isReady(watch))
  }

  @Test func aFileIsNoticedWhenItsWriterCloses() throws {
    let watch = try #require(FolderWatch([folder.path("a")]))
    defer { watch.close() }
    let file = try files.create(folder.path("a/file"), permissions: 0o600)
    #expect(!isReady(watch))
    files.close(file)
    #expect(isReady(watch))
  }

  @Test func manyEventsAreForgottenAtOnce() throws {
    let watch = try #require(FolderWatch([folder.path("a")]))
    defer { watch.close() }
    for number in 0..<500 {
      files.close(try files.create(folder.path("a/file-\(number)"), permissions: 0o600))
    }
    #expect(watch.drain())
    #expect(!isReady(watch))
  }

  @Test func aRemovedFolderEndsTheWatch() throws {
    let watch = try #require(FolderWatch([folder.path("a"), folder.path("b")]))
    defer { watch.close() }
    try files.removeFolder(folder.path("b"))
    #expect(isReady(watch))
    #expect(!watch.drain())
  }

  @Test func aMissingFolderCannotBeWatched() {
    #expect(FolderWatch([folder.path("a"), folder.path("none")]) == nil)
  }

  private func isReady(_ watch: FolderWatch) -> Bool {
    let set = PollSet([watch.descriptor])
    return !set.wait(milliseconds: 0).isEmpty
  }
}
