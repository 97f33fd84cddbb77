import Common

/// A file, folder or symbolic link of the simulated disk: as programs see it, and as it would come
/// back after a power cut.
///
/// Owner and mode are durable at once: no promise of the spool rests on them.
struct DiskNode {
  typealias Entries = [[UInt8]: Int]

  let kind: FileStatus.Kind
  var permissions: UInt32
  var owner: UInt32
  var group: UInt32
  var modified: Int64

  /// The bytes of a file, or the text of a link, which is durable with the link.
  var bytes: [UInt8] = []
  /// The durable bytes are the first so many: files grow, and one that is written over in the
  /// middle loses all from there on.
  var durableCount = 0

  /// A folder's names, as bytes: the kernel compares no other way.
  var entries: Entries = [:]
  var durableEntries: Entries = [:]

  /// How many names it has, and how many descriptors.
  var links = 0
  var descriptors = 0
  var lockHolder: LockHolder?
  /// The name that a sync of the file makes durable too.
  var birthplace: Birthplace?

  struct LockHolder: Equatable {
    let process: Int
    let descriptor: Int32
  }

  struct Birthplace {
    let folder: Int
    let name: [UInt8]
  }

  /// Whether a user may read (4), write (2) or pass through (1).
  func allows(_ user: SimulatedUser, _ bits: UInt32) -> Bool {
    if user.id == 0 { return true }
    let shift: UInt32 = user.id == owner ? 6 : user.isMember(of: group) ? 3 : 0
    return permissions >> shift & bits == bits
  }

  func status(number: Int) -> FileStatus {
    FileStatus(
      kind: kind, permissions: permissions, owner: owner, group: group, size: bytes.count,
      links: links, identity: FileIdentity(device: 1, inode: UInt64(number)), modified: modified)
  }
}
