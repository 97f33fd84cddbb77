/// What `fstat(2)` says of a file, as far as the spool asks.
package struct FileStatus: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case regular
    case folder
    case symbolicLink
    case other
  }

  package var kind: Kind
  package var permissions: UInt32
  package var owner: UInt32
  package var group: UInt32
  package var size: Int
  package var links: Int
  /// Device and inode: two names with the same identity are one file.
  package var identity: FileIdentity
  /// Seconds since 1970 of the last change of the bytes.
  ///
  /// Only the age of what lies in `tmp/` and private files of `state/` may be decided by it.
  package var modified: Int64

  package init(
    kind: Kind, permissions: UInt32, owner: UInt32, group: UInt32, size: Int, links: Int,
    identity: FileIdentity, modified: Int64
  ) {
    self.kind = kind
    self.permissions = permissions
    self.owner = owner
    self.group = group
    self.size = size
    self.links = links
    self.identity = identity
    self.modified = modified
  }
}

/// Device and inode number.
package struct FileIdentity: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64

  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}
